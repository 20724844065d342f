using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>What funnels and cohorts say of their rows.</content>
internal sealed partial class ExpressionBinder
{
    private const int MostIntervals = 10_000;

    // `reached` and `mature`, with or without the funnel before them, unless the fact has a field of that name.
    private static BoundJourneyValue? BindJourneyName(IReadOnlyList<string> parts, BindingContext context)
    {
        if (context.Journey is not BoundFunnel funnel || (parts.Count == 2 ? parts[0] != context.Alias : parts.Count != 1 || context.Fact!.Schema.Find(parts[0]) is not null))
        {
            return null;
        }

        return parts[^1] switch
        {
            "reached" => new BoundJourneyValue(DataType.Integer, funnel, JourneyQuestion.Reached, 0, 0),
            "mature" => new BoundJourneyValue(DataType.Boolean, funnel, JourneyQuestion.IsMature, 0, 0),
            _ => null,
        };
    }

    // checkout.step(2), buyers.returned(3), buyers.returned(1, 6), buyers.returned(3, full)
    private BoundExpression? BindJourneyMethod(MethodExpression method, BindingContext context)
    {
        if (method.Operand is not NameExpression { Parts.Count: 1 } name || context.Journey is null || name.Parts[0] != context.Alias)
        {
            return ErrorAt(context, method, BindingFindings.WrongLevel, $"'{method.Method}' is asked of the {(method.Method == "step" ? "funnel" : "cohort")} whose rows these are.",
                method.Method == "step" ? "Write for example median(elapsed(checkout.step(1), checkout.step(2)))." : "Write for example count(buyers where buyers.returned(3)).");
        }

        switch (context.Journey, method.Method, method.Arguments)
        {
            case (BoundFunnel funnel, "step", [NumberLiteral number]) when Whole(number, 1, funnel.Steps.Count) is { } step:
                return new BoundJourneyValue(funnel.IsOfDays ? DataType.Date : DataType.Instant, funnel, JourneyQuestion.StepTime, step, 0);
            case (BoundCohort cohort, "returned", [NumberLiteral number]) when Whole(number, 0, MostIntervals) is { } interval:
                return new BoundJourneyValue(DataType.Boolean, cohort, JourneyQuestion.ReturnedInOne, interval, interval);
            case (BoundCohort cohort, "returned", [NumberLiteral number, NameExpression { FullName: "full" }]) when Whole(number, 0, MostIntervals) is { } last:
                return new BoundJourneyValue(DataType.Boolean, cohort, JourneyQuestion.ReturnedInAll, Math.Min(1, last), last);
            case (BoundCohort cohort, "returned", [NumberLiteral from, NumberLiteral to])
                when Whole(from, 0, MostIntervals) is { } a && Whole(to, 0, MostIntervals) is { } b && a <= b:
                return new BoundJourneyValue(DataType.Boolean, cohort, JourneyQuestion.ReturnedInOne, a, b);
        }

        return ErrorAt(context, method, BindingFindings.WrongArguments, $"'{context.Journey}' does not answer this.", context.Journey is BoundFunnel f
            ? $"A funnel has {context.Alias}.step(1) to {context.Alias}.step({f.Steps.Count}), reached and mature."
            : $"A cohort has {context.Alias}.returned(3), .returned(1, 6) for one of these intervals, and .returned(3, full) for each up to the third.");
    }

    private static int? Whole(NumberLiteral number, int least, int most) =>
        number.Value.IsInteger && number.Value >= least && number.Value <= most ? (int)number.Value.Numerator : null;

    // checkout.conversion() and buyers.retention(3) are ratios of counts, written out.
    private BoundExpression? BindJourneyRate(MethodExpression method, BindingContext context)
    {
        bool isFunnel = method.Method == "conversion";
        string? called = method.Operand is NameExpression { Parts.Count: 1 } name ? name.Parts[0] : null;
        Subject? subject = called is null ? null : definitions.ResolveSet(called, this, facts);
        if (subject is null && called is not null && definitions.IsRows(called))
        {
            return null;
        }

        if (context.Level == Level.Row || (isFunnel ? subject?.Journey is not BoundFunnel : subject?.Journey is not BoundCohort))
        {
            return ErrorAt(context, method, BindingFindings.WrongLevel, $"'{method.Method}' is asked of a {(isFunnel ? "funnel" : "cohort")}, in a metric.",
                isFunnel ? "Write for example checkout.conversion()." : "Write for example buyers.retention(3).");
        }

        Expression above, below = method.Operand;
        if (isFunnel)
        {
            int steps = ((BoundFunnel)subject!.Journey!).Steps.Count;
            (int from, int to) = method.Arguments switch
            {
                [] => (1, steps),
                [NumberLiteral t] when Whole(t, 1, steps) is { } only => (1, only),
                [NumberLiteral f, NumberLiteral t] when Whole(f, 1, steps) is { } a && Whole(t, a, steps) is { } b => (a, b),
                _ => (0, 0),
            };
            if (from == 0)
            {
                return ErrorAt(context, method, BindingFindings.WrongArguments, "A conversion goes from one step to a later one.",
                    $"Write .conversion(), .conversion({steps}) or .conversion(1, {steps}).");
            }

            above = Count(method.Operand, Reached(called!, to));
            below = from == 1 ? Count(method.Operand, null) : Count(method.Operand, Reached(called!, from));
        }
        else
        {
            above = Count(method.Operand, new MethodExpression { Operand = method.Operand, Method = "returned", Arguments = method.Arguments, MethodSpan = method.MethodSpan, Span = method.Span });
            below = Count(method.Operand, null);
        }

        return Bind(new BinaryExpression { Operator = BinaryOperator.Divide, Left = above, Right = below, Span = method.Span }, context with { AllowsDivision = true });

        AggregateExpression Count(Expression of, Expression? where) => new() { Kind = AggregateKind.Count, Operand = of, Where = where, Span = method.Span };
    }

    private static BinaryExpression Reached(string funnel, int step) => new()
    {
        Operator = BinaryOperator.GreaterOrEqual, Left = new NameExpression { Parts = [funnel, "reached"] }, Right = new NumberLiteral { Value = step },
    };

    /// <summary>The times that are waited for the aggregates of a metric.</summary>
    public static IReadOnlyList<BoundMaturity> MaturitiesOf(MetricDeclaration metric, IReadOnlyList<BoundMaturity> around) => metric.Mature is not { } length
        ? around
        : [.. around, length.Unit < DurationUnit.Days ? new BoundMaturity(length.Count * Microseconds(length.Unit), null, false) : new BoundMaturity(length.Count, length.Unit, false)];

    // What a funnel or a cohort says of a row is known when its time is over, unless the filter asks for that itself.
    private static IReadOnlyList<BoundMaturity> MaturitiesOf(BoundExpression? operand, BoundExpression? filter, BindingContext context)
    {
        BoundJourneyValue[] values = [.. Journeys(operand).Concat(Journeys(filter))];
        if (values.Length == 0)
        {
            return context.Maturities;
        }

        bool isMature = filter.Conjuncts().Any(c => c is BoundJourneyValue { Question: JourneyQuestion.IsMature });
        var maturities = new List<BoundMaturity>(context.Maturities);
        foreach (BoundJourneyValue value in values)
        {
            BoundMaturity? maturity = value.Journey switch
            {
                BoundFunnel { Within: { } within } funnel when !isMature && value.Question is JourneyQuestion.Reached or JourneyQuestion.StepTime =>
                    MaturityOf(funnel, within * (funnel.IsPerStep ? funnel.Steps.Count - 1 : 1)),

                // Which way is the best is known when all are over, whatever is asked of it.
                BoundFunnel { Within: { } within } funnel when value.Question == JourneyQuestion.IsBest =>
                    MaturityOf(funnel, within * (funnel.IsPerStep ? funnel.Steps.Count - 1 : 1)),
                BoundCohort cohort when value.Question is JourneyQuestion.ReturnedInOne or JourneyQuestion.ReturnedInAll =>
                    new BoundMaturity(value.Last + 1, cohort.Every, !cohort.IsRolling),
                _ => null,
            };
            if (maturity is not null && !maturities.Exists(m => m.Count == maturity.Count && m.Unit == maturity.Unit && m.IsOfCalendar == maturity.IsOfCalendar))
            {
                maturities.Add(maturity);
            }
        }

        return maturities;
    }

    // The last day of a period is the last on which a way begins, and counts as its first.
    private static BoundMaturity MaturityOf(BoundFunnel funnel, long within) =>
        funnel.IsOfDays ? new BoundMaturity(within - 1, DurationUnit.Days, false) : new BoundMaturity(within, null, false);

    private static IEnumerable<BoundJourneyValue> Journeys(BoundExpression? node) => node switch
    {
        null => [],
        BoundJourneyValue value => [value],
        _ => node.Children().SelectMany(Journeys),
    };
}
