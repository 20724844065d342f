using Crm.Sdk.Aggregates;
using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Values;

namespace Crm.Sdk.Testing.Specimens;

/// <summary>Rows that no command makes: of every concept, with values at the limits of their columns, all in one commit.</summary>
internal static class RawRows
{
    private static readonly long[] Numbers = [long.MinValue, -(1L << 53) - 1, -1, 0, 1, (1L << 53) + 1, long.MaxValue];

    private static readonly string[] Parts = ["{}", "[]", """{"text":"\u0000\u00DF","number":9007199254740993,"list":[1,null,true]}""", "{\"a\":\"\U0001F600 'quoted' \\\" \"}"];

    /// <summary>Commits some rows of each concept of the schema.</summary>
    public static async Task<IReadOnlyDictionary<Concept, List<Row>>> CommitAsync(Scene scene, int seed, int each)
    {
        var random = new Random(seed);
        var ids = scene.Schema.Concepts.ToDictionary(c => c.Name, _ => Enumerable.Range(0, each).Select(_ => scene.NewId()).ToList(), StringComparer.Ordinal);
        var rows = scene.Schema.Concepts.ToDictionary(c => c, c => ids[c.Name].ConvertAll(id => RowOf(c, id, random, ids)));
        await scene.Store.CommitAsync(new Commit
        {
            Tenant = Scene.Tenant, Actor = ActorRef.System("kit"), RecordedAt = scene.Now, Facts = [],
            Changes =
            [
                .. rows.SelectMany(c => c.Value, (c, row) => new AggregateChange
                {
                    Concept = c.Key, ExpectedVersion = 0, Row = row, Events = [new EventRecord { Type = "restored", OccurredAt = scene.Now, Json = """{"occurredAt":"2026-03-01T09:30:00Z"}""" }],
                }),
            ],
        }, scene.Token);
        return rows;
    }

    private static Row RowOf(Concept concept, Guid id, Random random, Dictionary<string, List<Guid>> ids) =>
        new(concept.Schema, id, [.. concept.Schema.Columns.Select(c => c.IsNullable && random.Next(4) == 0 ? null : ValueOf(c, random, ids))]) { Version = 1 };

    private static object ValueOf(RowColumn column, Random random, Dictionary<string, List<Guid>> ids) => column.Kind switch
    {
        ColumnKind.Text when column.IsUnique => $"{Texts.InOrder[random.Next(Texts.InOrder.Count)]}{random.NextInt64():x}",
        ColumnKind.Text => Texts.InOrder[random.Next(Texts.InOrder.Count)],
        ColumnKind.Number => Numbers[random.Next(Numbers.Length)],
        ColumnKind.Flag => random.Next(2) == 0,
        ColumnKind.Json => Parts[random.Next(Parts.Length)],
        _ when column.References is { } target => ids[target][random.Next(ids[target].Count)],
        _ => new Guid(random.Next(), 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)random.Next(256)]),
    };
}
