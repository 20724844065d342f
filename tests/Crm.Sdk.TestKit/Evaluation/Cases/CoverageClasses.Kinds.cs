using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <content>Frames, levels of detail and journeys.</content>
internal static partial class CoverageClasses
{
    private static IEnumerable<string> OfFrame(BoundAggregate aggregate, BoundQuery query)
    {
        if (aggregate.IsPlain)
        {
            return [];
        }

        BoundFrame frame = aggregate.Frame;
        (bool Holds, string Name)[] all =
        [
            (true, $"frame: {frame.Window}"), (frame.Window != FrameWindow.Period && frame.Shifts.Count > 0, "frame: window of another period"),
            (aggregate.Role is { IsPlanned: true }, "frame: planned role"), (aggregate.Role is { IsDate: true }, "frame: date role"),
            (aggregate.EntityPath is not null, "frame: inside each"), (query.Range is null, "frame: without a range"),
            (query.PlacementsOf(frame, aggregate.Role).Any(p => p.IsOpen), "frame: in an open period"),
            (frame.Shifts.Any(s => s.Business is not null) && query.PlacementsOf(frame, aggregate.Role).Any(p => p.IsOpen && p.Start < p.End), "frame: some business days of an open period"),
            (frame.Shifts.Any(s => s.Kind == ShiftKind.Events) && query.PlacementsOf(frame, aggregate.Role).Any(p => p.State == PlacementState.Readable), "frame: an event and the one before"),
        ];
        return all.Where(a => a.Holds).Select(a => a.Name).Concat(frame.Shifts.SelectMany(s => (string[])[$"frame: {s.Kind}", $"frame: {s.Alignment}"]));
    }

    private static IEnumerable<string> OfEach(BoundEach each)
    {
        (bool Holds, string Name)[] all =
        [
            (true, $"each: {each.Kind}"), (each.IncludingEmpty, "each part: including empty"), (each.Value is not null && each.Kind is AggregateKind.Count, "each part: empty value"),
            (each.Condition is not null && HasAttribute(each.Condition), "each part: condition on an attribute"),
            (each.Condition is not null && each.Condition.Aggregates().Any(), "each part: condition on an aggregate"),
            (each.Value is BoundBinary { Operator: BinaryOperator.Divide }, "each part: ratio"),
            (each.Value is null && each.Condition is { } counted && IsCounts(counted), "each part: rows counted alone"),
            (each.Aggregates.Select(a => a.Fact).Distinct().Count() > 1, "each part: two facts"),
            (each.Aggregates.Any(a => a.EntityPath!.Count == 0), "each part: the entity's own rows"),
            (each.Aggregates.Any(a => a.EntityPath!.Count > 1), "each part: over two references"),
        ];
        return all.Where(a => a.Holds).Select(a => a.Name);
    }

    private static bool IsCounts(BoundExpression node) =>
        node is BoundLiteral or BoundAggregate { Kind: AggregateKind.Count, Operand: null } || (node is BoundBinary && node.Children().All(IsCounts));

    private static bool HasAttribute(BoundExpression node) => node is BoundField || (node is not BoundAggregate && node.Children().Any(HasAttribute));

    private static IEnumerable<string> OfRates(BoundAggregate aggregate)
    {
        if (aggregate.Operand is not BoundConverted converted)
        {
            return [];
        }

        (bool Holds, string Name)[] all =
        [
            (true, $"rate: {converted.Conversion.At}"), (true, $"rate: {aggregate.Kind}"), (true, converted.Conversion.RoundsLines ? "rate: round line" : "rate: round total"),
            (true, converted.Code is null ? "rate: currency of the type" : "rate: currency of the row"), (aggregate.EntityPath is not null, "rate: inside each"),
            (aggregate.Frame.IsState, "rate: of a state"), (aggregate.Role is { IsPlanned: true }, "rate: of a planned role"),
        ];
        return all.Where(a => a.Holds).Select(a => a.Name);
    }

    private static IEnumerable<string> OfOver(BoundExpression node, BoundQuery query) => node.Children().SelectMany(c => OfOver(c, query)).Concat(
        node is not BoundOver over ? [] :
        [
            over.IsDropping ? "over: dropping" : over.Dimensions.Count > 0 ? "over: per" : "over: total",
            .. query.Kept(over).Select(kept => kept ? "over: keeps a dimension" : "over: totals a dimension"),
        ]);

    private static IEnumerable<string> OfBounds(BoundMetric metric, Cell cell)
    {
        if (metric.Confidence is not { } confidence)
        {
            return [];
        }

        Rational share = cell.Value!.Value / confidence.Factor;
        (bool Holds, string Name)[] all =
        [
            (confidence.Against is null, "confidence: share"), (confidence.Part is BoundAggregate { Kind: AggregateKind.Distinct }, "confidence: share of values"),
            (confidence.Against is not null, "confidence: difference"), (share == Rational.One, "confidence: all of the whole"),
            (share.IsZero, "confidence: none of the whole"), (confidence.Factor.Sign < 0, "confidence: factor below 0"),
        ];
        return all.Where(a => a.Holds).Select(a => a.Name);
    }

    private static IEnumerable<string> OfJourney(BoundExpression node)
    {
        if (node is not BoundJourneyValue value)
        {
            return node.Children().SelectMany(OfJourney);
        }

        BoundFunnel? funnel = value.Journey as BoundFunnel;
        BoundCohort? cohort = value.Journey as BoundCohort;
        (bool Holds, string Name)[] all =
        [
            (true, $"journey: {value.Question}"), (funnel is not null, $"journey: {funnel?.Order}"), (funnel is { IsPerStep: true }, "journey: per step"),
            (funnel is { IsStrictlyIncreasing: true }, "journey: strictly increasing"), (funnel is { Within: not null }, "journey: within"),
            (value.Journey.IsOfDays, "journey: of days"), (value.Journey.Steps.Select(s => s.Fact).Distinct().Count() > 1, "journey: two facts"),
            (cohort is { IsRolling: false }, "journey: calendar"), (cohort is { IsRolling: true }, "journey: rolling"),
        ];
        return all.Where(a => a.Holds).Select(a => a.Name);
    }

    private static IEnumerable<string> OfStages(BoundExpression node)
    {
        (bool Holds, string Name)[] all = node switch
        {
            BoundStageValue s =>
            [
                (true, $"stages: {s.Question}"), (true, s.ExcludesSkips ? "stages: skips excluded" : "stages: skips passed"),
                (true, s.IgnoresBackward ? "stages: backward ignored" : "stages: backward reopen"), (true, s.IsFirstOnly ? "stages: first" : "stages: each"),
                (s.Fact.Find(s.Fact.Interval!.From)!.Type.Kind == Values.DataKind.Date, "stages: of days"),
            ],
            BoundHistoryValue h =>
            [
                (true, $"history of a row: {h.Question}"), (h.Entity.Path.Count > 0, "history of a row: over a reference"), (h.IsOfDays, "history of a row: of days"),
                (h.Filter is not null, "history of a row: filter"),
            ],
            _ => [],
        };
        return all.Where(a => a.Holds).Select(a => a.Name).Concat(node.Children().SelectMany(OfStages));
    }

    private static IEnumerable<string> OfRow(BoundExpression node) => node.Children().SelectMany(OfRow).Concat(node switch
    {
        BoundBinary b => [$"row operator: {b.Operator}"],
        BoundCall c => [$"row function: {c.Function}"],
        BoundIn or BoundIsNull or BoundUnary { Operator: UnaryOperator.Not } => [$"row operator: {NameOf(node)}"],
        BoundField { Path.Count: > 1 } => ["definition: path of two references"],
        BoundNow { IsDay: true } => ["now: a day over rows"],
        BoundNow => ["now: an instant over rows"],
        _ => [],
    });
}
