using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Windows and levels of detail.</content>
internal sealed partial class ExpressionBinder
{
    private const int LongestWindow = 100_000;

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
