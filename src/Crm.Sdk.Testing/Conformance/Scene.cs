using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Specifications;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Testing.Conformance;

/// <summary>Where a case plays: a store, a clock that stands until it is moved, repeatable ids and two tenants.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly IStoreHarness _harness;
    private readonly List<ICrmStore> _stores = [];
    private readonly TimeOrderedIds _ids;

    private Scene(IStoreHarness harness, ICrmStore store, CancellationToken token)
    {
        _harness = harness;
        Token = token;
        _ids = new TimeOrderedIds(Clock, new Random(7));
        Runtime = Use(store);
    }

    public static TenantId Tenant { get; } = new(Guid.ParseExact("11111111-1111-7111-8111-111111111111", "D"));

    public static TenantId OtherTenant { get; } = new(Guid.ParseExact("f2222222-2222-7222-a222-222222222222", "D"));

    public CancellationToken Token { get; }

    public StillClock Clock { get; } = new();

    public CrmRuntime Runtime { get; private set; }

    public ICrmStore Store => Runtime.Store;

    public CrmSchema Schema => Store.Schema;

    /// <summary>The time of the clock.</summary>
    public Instant Now => Clock.GetCurrentInstant();

    public static async Task<Scene> OpenAsync(IStoreHarness harness, CrmSchema schema, CancellationToken token)
    {
        var scene = new Scene(harness, await harness.CreateAsync(schema, token), token);
        await scene.Runtime.OpenAsync(token);
        return scene;
    }

    /// <summary>Disposes the store and opens another over the same data.</summary>
    public async Task ReopenAsync()
    {
        ICrmStore closed = Store;
        await closed.DisposeAsync();
        Runtime = Use(await _harness.ReopenAsync(closed, Token));
        await Runtime.OpenAsync(Token);
    }

    public CrmSession Session(TenantId? tenant = null, string actor = "ann") => Runtime.OpenSession(tenant ?? Tenant, ActorRef.User(actor));

    public Guid NewId() => _ids.Next();

    /// <summary>The rows that a query asks for.</summary>
    public async Task<List<Row>> RowsAsync(RowQuery query, TenantId? tenant = null)
    {
        var rows = new List<Row>();
        await foreach (Row row in Store.QueryAsync(tenant ?? Tenant, query, Token))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>All rows of a concept, archived ones too, in the order of their ids.</summary>
    public Task<List<Row>> RowsAsync(Concept concept, TenantId? tenant = null) => RowsAsync(new RowQuery(concept) { IncludeArchived = true }, tenant);

    public async Task<List<LogEntry>> LogAsync(LogQuery query)
    {
        var entries = new List<LogEntry>();
        await foreach (LogEntry entry in Store.ReadLogAsync(query, Token))
        {
            entries.Add(entry);
        }

        return entries;
    }

    public Task<List<LogEntry>> LogAsync(TenantId? tenant = null) => LogAsync(new LogQuery { Tenant = tenant ?? Tenant });

    /// <summary>The facts of a kind that are so now, each as its values in one line, in the order of these lines.</summary>
    public async Task<List<string>> FactsAsync(FactSchema fact, TenantId? tenant = null)
    {
        var lines = new List<string>();
        await foreach (FactBatch batch in Store.Facts(tenant ?? Tenant, fact).ReadAsync(Token))
        {
            lines.AddRange(FactLines.Of(batch));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>The facts that the rows give, in the form of <see cref="FactsAsync"/>.</summary>
    public async Task<List<string>> ProjectedAsync(FactSchema fact, TenantId? tenant = null)
    {
        var lines = new List<string>();
        foreach (Concept concept in Schema.Concepts)
        {
            List<Row>? rows = null;
            foreach (FactProjection projection in concept.Facts(Schema.Settings).Where(p => p.Schema.Name == fact.Name))
            {
                rows ??= await RowsAsync(concept, tenant);
                lines.AddRange(rows.SelectMany(r => projection.Of(concept.FromRow(r))).Select(FactLines.Of));
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ICrmStore store in _stores)
        {
            await store.DisposeAsync();
        }
    }

    private CrmRuntime Use(ICrmStore store)
    {
        _stores.Add(store);
        return new CrmRuntime(store, Clock, _ids);
    }
}

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class StillClock : IClock
{
    private Instant _now = Instant.FromUtc(2026, 3, 1, 9, 30);

    public Instant GetCurrentInstant() => _now;

    public void Advance(Duration by) => _now += by;
}

/// <summary>Facts as lines of text, to be compared.</summary>
internal static class FactLines
{
    public static string Of(FactRecord fact) => Line(fact.Values);

    public static IEnumerable<string> Of(FactBatch batch)
    {
        for (int row = 0; row < batch.Count; row++)
        {
            yield return Line(batch.Columns.Select(c => Value(c, row)));
        }
    }

    private static object? Value(FactColumn column, int row) => column switch
    {
        _ when column.IsNull(row) => null,
        TextColumn text => text[row],
        _ => ((NumberColumn)column).Values[row],
    };

    private static string Line(IEnumerable<object?> values) => string.Join(" | ", values.Select(Expect.Shown));
}
