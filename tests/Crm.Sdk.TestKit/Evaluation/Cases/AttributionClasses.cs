using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>What is to occur of attributions; see <see cref="CoverageClasses"/>.</summary>
internal static class AttributionClasses
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Enum.GetNames<AttributionModel>().Select(m => $"attribution: {m}"), "attribution: within", "attribution: of days", "attribution: of one fact", "attribution: the entity's own rows",
        "attribution: shares", "attribution: parts", "attribution: parts in a condition", "attribution: parts of money", "attribution: parts of lengths of time", "attribution: inside each",
        "attribution: inside segment", "attribution: by the touch",
        "attribution rows: no touch", "attribution rows: one touch", "attribution rows: three touches or more", "attribution rows: touches at one instant", "attribution rows: a touch without a weight",
        "member: unattributed",
    ];

    public static IEnumerable<string> Of(FactSet facts, BoundQuery query)
    {
        BoundAttribution[] attributions = [.. query.Attributions];
        if (attributions.Length == 0)
        {
            return [];
        }

        RowInterpreter interpreter = new RowInterpreter(facts).WithAttributions(attributions);
        return attributions.SelectMany(a => Of(a, query).Concat(OfRows(a, interpreter)));
    }

    private static IEnumerable<string> Of(BoundAttribution attribution, BoundQuery query)
    {
        BoundAggregate[] own = [.. query.Metrics.SelectMany(m => m.Value.Aggregates()).Where(a => a.Fact.Attribution == attribution)];
        BoundPart[] parts = [.. own.SelectMany(a => Parts(a.Operand))];
        (bool Holds, string Name)[] all =
        [
            (true, $"attribution: {attribution.Model}"), (attribution.Within is not null, "attribution: within"), (attribution.Outcome.Role.IsDate, "attribution: of days"),
            (attribution.Outcome.Fact == attribution.Touches.Fact, "attribution: of one fact"),
            (attribution.Outcome.EntityPath.Count == 0 || attribution.Touches.EntityPath.Count == 0, "attribution: the entity's own rows"),
            (own.Any(a => a.Operand is BoundField { Path.Count: 0 } field && field.Ordinal == BoundAttribution.ShareOrdinal), "attribution: shares"),
            (parts.Length > 0, "attribution: parts"), (own.Any(a => Parts(a.Filter).Any()), "attribution: parts in a condition"),
            (parts.Any(p => p.Type.Kind == Values.DataKind.Money), "attribution: parts of money"), (parts.Any(p => p.Type.Kind == Values.DataKind.Duration), "attribution: parts of lengths of time"),
            (own.Any(a => a.EntityPath is not null), "attribution: inside each"),
            (query.Segments.Any(s => s.Segment.Aggregates.Any(a => a.Fact.Attribution == attribution)), "attribution: inside segment"),
            (own.Length > 0 && query.Dimensions.Any(d => attribution.ReadsTouch(d.On(own[0].Fact))), "attribution: by the touch"),
        ];
        return all.Where(a => a.Holds).Select(a => a.Name);
    }

    private static IEnumerable<BoundPart> Parts(BoundExpression? node) => node switch
    {
        null => [],
        BoundPart part => [part],
        _ => node.Children().SelectMany(Parts),
    };

    private static IEnumerable<string> OfRows(BoundAttribution attribution, RowInterpreter interpreter)
    {
        Value Read(FactRow row, int ordinal) => RowInterpreter.Read(row, ordinal);
        foreach (var outcome in interpreter.Rows(attribution.Schema).GroupBy(r => Read(r, BoundAttribution.OutcomeOrdinal).Text, StringComparer.Ordinal))
        {
            Value[] places = [.. outcome.Select(r => Read(r, BoundAttribution.PlaceOrdinal))];
            string?[] times = [.. outcome.Select(r => TimeOf(attribution, interpreter, r)).Where(t => t is not null)];
            bool isWeighed = attribution.Model is not (AttributionModel.First or AttributionModel.Last);
            (bool Holds, string Name)[] all =
            [
                (places.Any(p => p.IsNull), "attribution rows: no touch"), (places is [{ IsNull: false }], "attribution rows: one touch"), (places.Length > 2, "attribution rows: three touches or more"),
                (times.Distinct().Count() < times.Length, "attribution rows: touches at one instant"),
                (isWeighed && places.Any(p => !p.IsNull && p.Number > places.Length), "attribution rows: a touch without a weight"),
            ];
            foreach ((_, string name) in all.Where(a => a.Holds))
            {
                yield return name;
            }
        }
    }

    private static string? TimeOf(BoundAttribution attribution, RowInterpreter interpreter, FactRow row) =>
        RowInterpreter.Read(row, BoundAttribution.TouchOrdinal).Text is { } key && interpreter.TryFind(attribution.Touches.Fact.Schema, key, out FactRow touch)
            ? interpreter.Evaluate(attribution.Touches.Role.Value, touch).Number.ToString() : null;
}
