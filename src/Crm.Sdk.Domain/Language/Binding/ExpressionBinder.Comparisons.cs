using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <content>Comparisons with other periods.</content>
internal sealed partial class ExpressionBinder
{
    private const int MostYears = 1_000;

    private const string DeclareCalendar = "Declare it: calendar support zone 'Europe/Berlin' { mon tue wed thu fri 09:00-17:00 }.";

    private static readonly Dictionary<string, WeekYearRule> Rules = new(StringComparer.Ordinal)
    {
        ["ordinal"] = WeekYearRule.Ordinal, ["restated"] = WeekYearRule.Restated, ["date364"] = WeekYearRule.Date364,
    };

    private BoundExpression? BindShift(MethodExpression method, BindingContext context) =>
        ShiftOf(method, method.Method, method.Arguments, context) is { } shift
            ? Bind(method.Operand, context with { Frame = context.Frame.After(shift) })
            : null;

    // x.growth(prior, 1, full): the comparison, then what it takes.
    private BoundExpression? BindChange(MethodExpression method, BindingContext context)
    {
        if (method.Arguments is not [NameExpression { FullName: "prior" or "yoy" or "to" or "events" } comparison, ..])
        {
            return ErrorAt(context, method, BindingFindings.WrongArguments, $"'{method.Method}' takes a comparison and what that takes.",
                $"Write .{method.Method}(prior), .{method.Method}(yoy), .{method.Method}(to, 2026-01-01) or .{method.Method}(events, 'shops').");
        }

        if (ShiftOf(method, comparison.FullName, [.. method.Arguments.Skip(1)], context) is not { } shift)
        {
            return null;
        }

        var elapsed = new BoundShift(ShiftKind.Elapsed, 0, null, null, shift.Alignment) { Business = shift.Business };
        BoundFrame own = shift.Alignment == Alignment.Full ? context.Frame : context.Frame.After(elapsed);
        if (Bind(method.Operand, context with { Frame = own }) is not { } value
            || Bind(method.Operand, context with { Frame = context.Frame.After(shift) }) is not { } other)
        {
            return null;
        }

        if (TypeRules.Arithmetic(BinaryOperator.Subtract, value.Type, other.Type, out string? problem) is not { } type || !value.Type.IsAdditive)
        {
            return ErrorAt(context, method, BindingFindings.TypeMismatch, problem ?? $"Between two values of type {value.Type} there is no growth.",
                "Numbers, amounts and lengths of time change.");
        }

        var difference = new BoundBinary(type, BinaryOperator.Subtract, value, other);
        return method.Method == "delta"
            ? difference
            : new BoundBinary(DataType.Number, BinaryOperator.Divide, difference, new BoundCall(other.Type, BoundFunction.Abs, [other]));
    }

    private BoundShift? ShiftOf(MethodExpression method, string kind, IReadOnlyList<Expression> arguments, BindingContext context)
    {
        if (context.Frame.Window != FrameWindow.Period)
        {
            ErrorAtUse(context, method, BindingFindings.TwoWindows, $"A comparison inside a {(context.Frame.IsState || context.Frame.IsStretch ? "reading" : "window")} has no meaning.",
                context.Frame.IsStretch ? $"Put the reading inside: x.timeWeighted().{kind}(…)." : context.Frame.IsState ? $"Put the reading inside: (x at end).{kind}(…)." : $"Put the window inside: x.trailing(90 days).{kind}(…).");
            return null;
        }

        if (AlignmentOf(arguments, context) is not { } aligned)
        {
            return null;
        }

        (Alignment alignment, BoundCalendar? business, IReadOnlyList<Expression> rest) = aligned;
        WeekYearRule rule = WeekYearRule.Ordinal;
        if (kind == "yoy" && rest is [.., NameExpression { FullName: { } word }] && Rules.TryGetValue(word, out rule))
        {
            rest = [.. rest.SkipLast(1)];
        }

        if (kind == "events" && rest is [TextLiteral] or [TextLiteral, TextLiteral])
        {
            return EventsOf((TextLiteral)rest[0], rest.Count > 1 ? (TextLiteral)rest[1] : null, alignment, business, context);
        }

        BoundShift? shift = (kind, rest) switch
        {
            ("prior", []) => new BoundShift(ShiftKind.Prior, 1, null, null, alignment) { Business = business },
            ("prior", [NumberLiteral n]) when IsCount(n.Value) => new BoundShift(ShiftKind.Prior, (long)n.Value.Numerator, null, null, alignment) { Business = business },
            ("prior", [DurationLiteral { Unit: >= DurationUnit.Days, Count: > 0 and <= LongestWindow } d]) =>
                new BoundShift(ShiftKind.Prior, d.Count, d.Unit, null, alignment) { Business = business },
            ("yoy", []) => new BoundShift(ShiftKind.YearBefore, 1, null, null, alignment, rule) { Business = business },
            ("yoy", [NumberLiteral n]) when IsCount(n.Value) && n.Value <= MostYears => new BoundShift(ShiftKind.YearBefore, (long)n.Value.Numerator, null, null, alignment, rule) { Business = business },
            ("to", [DateLiteral day]) => new BoundShift(ShiftKind.To, 0, null, day.Value, alignment) { Business = business },
            _ => null,
        };
        if (shift is null)
        {
            ErrorAt(context, method, BindingFindings.WrongArguments, $"'{kind}' does not take this.", kind switch
            {
                "prior" => "It takes how many periods or units before, and how open periods are compared: prior(1), prior(3 months), prior(1, full), prior(1, businessDays, 'office').",
                "yoy" => "It takes how many years before, what years of 53 weeks are compared with (ordinal, restated, date364), and how open periods are compared: yoy(), yoy(2), yoy(1, restated), yoy(1, full).",
                "events" => "It takes a calendar, one of its events where a period may have several, and how open periods are compared: events('shops'), events('shops', 'easter', full).",
                _ => "It takes a day of the period that is compared with: to(2025-01-01).",
            });
        }

        return shift;
    }

    private static bool IsCount(Rational value) => value.IsInteger && value.Sign > 0 && value <= LongestWindow;

    // The last words say how open periods are compared: full, likeForLike, or businessDays and a calendar.
    private (Alignment Alignment, BoundCalendar? Business, IReadOnlyList<Expression> Others)? AlignmentOf(IReadOnlyList<Expression> arguments, BindingContext context)
    {
        switch (arguments)
        {
            case [.., NameExpression { FullName: "full" }]:
                return (Alignment.Full, null, [.. arguments.SkipLast(1)]);
            case [.., NameExpression { FullName: "likeForLike" }]:
                return (Alignment.LikeForLike, null, [.. arguments.SkipLast(1)]);
            case [.., NameExpression { FullName: "businessDays" }, TextLiteral name]:
                return CalendarOf(name, context) is { } calendar && IsEverOpen(name, calendar, context) ? (Alignment.BusinessDays, calendar, [.. arguments.SkipLast(2)]) : null;
            case [.., NameExpression { FullName: "businessDays" } word]:
                Error(context, word, BindingFindings.WrongArguments, "Whose business days count is not said.",
                    definitions.Calendars.Count == 0 ? DeclareCalendar : $"Write the name of a calendar behind it, in quotes: businessDays, '{definitions.Calendars.Keys.First()}'.");
                return null;
            default:
                return (Alignment.LikeForLike, null, arguments);
        }
    }

    private BoundShift? EventsOf(TextLiteral name, TextLiteral? one, Alignment alignment, BoundCalendar? business, BindingContext context)
    {
        if (CalendarOf(name, context) is not { } calendar)
        {
            return null;
        }

        if (calendar.Events.Count == 0)
        {
            Error(context, name, BindingFindings.NoEvents, $"The calendar '{calendar}' has no events.", "Declare some in it, as in: event easter 2025-04-20, 2026-04-05.");
            return null;
        }

        if (one is not null && !calendar.Events.ContainsKey(one.Value))
        {
            Error(context, one, BindingFindings.UnknownEvent, $"The calendar '{calendar}' has no event '{one.Value}'.", Suggestion.Mend(one.Value, calendar.Events.Keys));
            return null;
        }

        return new BoundShift(ShiftKind.Events, 1, null, null, alignment) { Business = business, Calendar = calendar, Event = one?.Value };
    }

    // Null after a finding, be it one of its declaration.
    private BoundCalendar? CalendarOf(TextLiteral name, BindingContext context)
    {
        if (!definitions.Calendars.TryGetValue(name.Value, out BoundCalendar? calendar))
        {
            Error(context, name, BindingFindings.UnknownCalendar, $"No calendar is called '{name.Value}'.",
                definitions.Calendars.Count == 0 ? DeclareCalendar : Suggestion.Mend(name.Value, definitions.Calendars.Keys));
            return null;
        }

        context.Lineage.Add($"calendar: {name.Value}");
        return calendar;
    }

    private bool IsEverOpen(TextLiteral name, BoundCalendar calendar, BindingContext context)
    {
        if (!calendar.Hours.HasHours)
        {
            Error(context, name, BindingFindings.NeverOpen, $"The calendar '{calendar}' is never open: it has events only.", "Give it hours, as in: mon tue wed thu fri 09:00-17:00.");
        }

        return calendar.Hours.HasHours;
    }
}
