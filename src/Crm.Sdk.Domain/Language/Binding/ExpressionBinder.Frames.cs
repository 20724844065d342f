using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <content>Windows, comparisons and levels of detail.</content>
internal sealed partial class ExpressionBinder
{
    private const int LongestWindow = 100_000, MostYears = 1_000;

    private static readonly Dictionary<string, WeekYearRule> Rules = new(StringComparer.Ordinal)
    {
        ["ordinal"] = WeekYearRule.Ordinal, ["restated"] = WeekYearRule.Restated, ["date364"] = WeekYearRule.Date364,
    };

    private BoundExpression? BindOperation(MethodExpression method, BindingContext context)
    {
        if (context.Level == Level.Row && method.Method is "step" or "returned")
        {
            return BindJourneyMethod(method, context);
        }

        if (method.Method is "conversion" or "retention")
        {
            return BindJourneyRate(method, context);
        }

        if (method.Method is "step" or "returned")
        {
            return ErrorAt(context, method, BindingFindings.WrongLevel, $"'{method.Method}' is asked of a row, inside of an aggregate.",
                method.Method == "step" ? "Write for example median(elapsed(checkout.step(1), checkout.step(2)))." : "Write for example count(buyers where buyers.returned(3)).");
        }

        if (context.Level == Level.Row)
        {
            return ErrorAt(context, method, BindingFindings.WrongLevel, $"'{method.Method}' belongs to aggregates and metrics.",
                "Put it behind the parentheses of the aggregate, as in count(order).trailing(90 days).");
        }

        return method.Method switch
        {
            "trailing" or "toDate" or "allTime" => BindWindow(method, context),
            "timeWeighted" or "dailyAverage" or "dailyMin" or "dailyMax" => BindStretch(method, context),
            "delta" or "growth" => BindChange(method, context),
            "bridge" => BindBridge(method, context),
            "carry" or "exact" or "lastNonEmpty" or "lag" => BindSnapshotReading(method, context),
            _ => BindShift(method, context),
        };
    }

    // What is wrong with an operation is marked at the operation, not at what it is done to.
    private BoundExpression? ErrorAt(BindingContext context, MethodExpression method, string code, string message, string mend)
    {
        log.Error(context.Document, method.MethodSpan.Length > 0 ? method.MethodSpan : method.Span, code, message, mend);
        return null;
    }

    private BoundExpression? BindWindow(MethodExpression method, BindingContext context)
    {
        if (context.Frame.IsState)
        {
            return ErrorAtUse(context, method, BindingFindings.StateInWindow, $"What is in force {context.Frame} is no sum over a window of time.", "Drop one of the two.");
        }

        if (context.Frame.IsStretch)
        {
            return ErrorAtUse(context, method, BindingFindings.StateInWindow, $"What is read {context.Frame} is no sum over a window of time.", "Drop one of the two.");
        }

        if (context.Frame.Window != FrameWindow.Period)
        {
            return ErrorAtUse(context, method, BindingFindings.TwoWindows, "This stands in two windows, and a window of a window has no meaning.",
                "Keep one of the two.");
        }

        BoundFrame? frame = (method.Method, method.Arguments) switch
        {
            ("trailing", [DurationLiteral { Unit: >= DurationUnit.Days, Count: > 0 and <= LongestWindow } length]) =>
                context.Frame.With(FrameWindow.Trailing, length.Count, length.Unit),
            ("toDate", [NameExpression level]) when LevelOf(level.FullName) is { } unit => context.Frame.With(FrameWindow.ToDate, 0, unit),
            ("allTime", []) => context.Frame.With(FrameWindow.AllTime, 0, DurationUnit.Days),
            _ => null,
        };
        if (frame is not null)
        {
            return Bind(method.Operand, context with { Frame = frame });
        }

        return ErrorAt(context, method, BindingFindings.WrongArguments, $"'{method.Method}' does not take this.", method.Method switch
        {
            "trailing" => $"It takes a length of 1 to {LongestWindow} days, weeks, months, quarters or years, as in .trailing(90 days).",
            "toDate" => "It takes week, month, quarter or year, as in .toDate(year).",
            _ => "It takes nothing: .allTime().",
        });
    }

    private static DurationUnit? LevelOf(string name) => name switch
    {
        "week" => DurationUnit.Weeks,
        "month" => DurationUnit.Months,
        "quarter" => DurationUnit.Quarters,
        "year" => DurationUnit.Years,
        _ => null,
    };

    private BoundExpression? BindShift(MethodExpression method, BindingContext context) =>
        ShiftOf(method, method.Method, method.Arguments, context) is { } shift
            ? Bind(method.Operand, context with { Frame = context.Frame.After(shift) })
            : null;

    // x.growth(prior, 1, full): the comparison, then what it takes.
    private BoundExpression? BindChange(MethodExpression method, BindingContext context)
    {
        if (method.Arguments is not [NameExpression { FullName: "prior" or "yoy" or "to" } comparison, ..])
        {
            return ErrorAt(context, method, BindingFindings.WrongArguments, $"'{method.Method}' takes a comparison and what that takes.",
                $"Write .{method.Method}(prior), .{method.Method}(yoy) or .{method.Method}(to, 2026-01-01).");
        }

        if (ShiftOf(method, comparison.FullName, [.. method.Arguments.Skip(1)], context) is not { } shift)
        {
            return null;
        }

        var elapsed = new BoundShift(ShiftKind.Elapsed, 0, null, null, shift.Alignment);
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
            ErrorAtUse(context, method, BindingFindings.TwoWindows, $"A comparison inside a {(context.Frame.IsState ? "reading" : "window")} has no meaning.",
                context.Frame.IsState ? $"Put the reading inside: (x at end).{kind}(…)." : $"Put the window inside: x.trailing(90 days).{kind}(…).");
            return null;
        }

        bool isFull = arguments is [.., NameExpression { FullName: "full" }], isLike = arguments is [.., NameExpression { FullName: "likeForLike" }];
        Alignment alignment = isFull ? Alignment.Full : Alignment.LikeForLike;
        IReadOnlyList<Expression> rest = isFull || isLike ? [.. arguments.SkipLast(1)] : arguments;
        WeekYearRule rule = WeekYearRule.Ordinal;
        if (kind == "yoy" && rest is [.., NameExpression { FullName: { } word }] && Rules.TryGetValue(word, out rule))
        {
            rest = [.. rest.SkipLast(1)];
        }

        BoundShift? shift = (kind, rest) switch
        {
            ("prior", []) => new BoundShift(ShiftKind.Prior, 1, null, null, alignment),
            ("prior", [NumberLiteral n]) when IsCount(n.Value) => new BoundShift(ShiftKind.Prior, (long)n.Value.Numerator, null, null, alignment),
            ("prior", [DurationLiteral { Unit: >= DurationUnit.Days, Count: > 0 and <= LongestWindow } d]) =>
                new BoundShift(ShiftKind.Prior, d.Count, d.Unit, null, alignment),
            ("yoy", []) => new BoundShift(ShiftKind.YearBefore, 1, null, null, alignment, rule),
            ("yoy", [NumberLiteral n]) when IsCount(n.Value) && n.Value <= MostYears => new BoundShift(ShiftKind.YearBefore, (long)n.Value.Numerator, null, null, alignment, rule),
            ("to", [DateLiteral day]) => new BoundShift(ShiftKind.To, 0, null, day.Value, alignment),
            _ => null,
        };
        if (shift is null)
        {
            ErrorAt(context, method, BindingFindings.WrongArguments, $"'{kind}' does not take this.", kind switch
            {
                "prior" => "It takes how many periods or units before, and how open periods are compared: prior(1), prior(3 months), prior(1, full).",
                "yoy" => "It takes how many years before, what years of 53 weeks are compared with (ordinal, restated, date364), and how open periods are compared: yoy(), yoy(2), yoy(1, restated), yoy(1, full).",
                _ => "It takes a day of the period that is compared with: to(2025-01-01).",
            });
        }

        return shift;
    }

    private static bool IsCount(Rational value) => value.IsInteger && value.Sign > 0 && value <= LongestWindow;

    private BoundOver? BindOver(OverExpression over, BindingContext context)
    {
        if (context.Level != Level.Metric)
        {
            ErrorAtUse(context, over, BindingFindings.WrongLevel, "'over' belongs to metrics: a row or an entity has no total.",
                "Put it around the aggregate over entities.");
            return null;
        }

        if (Bind(over.Operand, context) is not { } operand)
        {
            return null;
        }

        foreach (NameExpression dimension in over.Dimensions)
        {
            foreach (BoundFact fact in operand.Aggregates().Select(a => a.Fact).Distinct())
            {
                string problem = "";
                if (facts.FindDimension(dimension.FullName, fact, ref problem) is null)
                {
                    Error(context, dimension, BindingFindings.UnknownDimension, $"'{dimension.FullName}' cannot group '{fact}'.", problem);
                    return null;
                }
            }
        }

        string kept = string.Join(", ", over.Dimensions.Select(d => d.FullName));
        context.Lineage.Add(over.IsDropping ? $"over: dropping {kept}" : kept.Length == 0 ? "over: total" : $"over: total per {kept}");
        return new BoundOver(operand, over.IsDropping, [.. over.Dimensions.Select(d => d.FullName)]);
    }
}
