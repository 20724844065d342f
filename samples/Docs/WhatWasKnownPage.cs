using Crm.Sdk.Customers;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Differences;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about what was known when.</summary>
public static class WhatWasKnownPage
{
    private static readonly Instant Board = Instant.FromUtc(2026, 4, 5, 9, 0);
    private static FactHistory? s_history;

    /// <summary>What became known, position by position.</summary>
    public static async Task Writing(TextWriter output)
    {
        #region Writing
        FactMapping<Sale> mapping = FactSchema.For<Sale>("sale")
            .Key(s => s.Id)
            .Time("sold", s => s.Sold)
            .Measure("net", s => s.Net)
            .Build();
        FactHistory history = new FactHistoryBuilder(mapping.Schema)
            .Commit(1, Instant.FromUtc(2026, 4, 1, 8, 0))
            .Put(mapping.RecordOf(new Sale("a", new LocalDate(2026, 3, 2), 100)))
            .Put(mapping.RecordOf(new Sale("b", new LocalDate(2026, 3, 9), 200)))
            .Commit(2, Instant.FromUtc(2026, 4, 7, 8, 0), "import 12")
            .Put(mapping.RecordOf(new Sale("c", new LocalDate(2026, 3, 30), 70)))
            .Commit(3, Instant.FromUtc(2026, 4, 8, 8, 0))
            .Put(mapping.RecordOf(new Sale("b", new LocalDate(2026, 3, 9), 180)))
            .ToHistory();
        foreach (FactRowChange change in history.ChangesBetween(1, 3))
        {
            output.WriteLine(change);
        }
        #endregion

        s_history = history;
        await Task.CompletedTask;
    }

    /// <summary>What the board saw, and what is known now.</summary>
    public static async Task Asking(TextWriter output)
    {
        (MetricEngine engine, MetricQuery march) = await EngineAsync();

        #region Asking
        Cube board = await engine.EvaluateAsync(march with { KnownAt = Instant.FromUtc(2026, 4, 5, 9, 0) });
        Cube today = await engine.EvaluateAsync(march);
        output.WriteLine($"The board saw {board.Find("revenue")!.Value} at position {board.Meta.Position}.");
        output.WriteLine($"Now it is {today.Find("revenue")!.Value} at position {today.Meta.Position}.");
        #endregion
    }

    /// <summary>Why two answers differ.</summary>
    public static async Task Why(TextWriter output)
    {
        (MetricEngine engine, MetricQuery march) = await EngineAsync();

        #region Why
        AnswerDifference difference = await engine.ExplainDifferenceAsync(
            march with { KnownAt = Instant.FromUtc(2026, 4, 5, 9, 0) },
            march);
        output.Write(DifferenceText.Write(difference));
        #endregion
    }

    /// <summary>The log of a store.</summary>
    public static async Task FromStore(TextWriter output)
    {
        await using CrmRuntime crm = new(new InMemoryCrmStore(StandardSchema.Create("EUR")));
        await crm.OpenAsync();
        CrmModel model = CrmModel.Parse("metric customers = count(customer)", [.. crm.Store.Schema.Facts]).ThrowIfInvalid();
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        session.Customers.Add(Customer.Register(session.NewId<CustomerId>(), "Albers & Co", CustomerKind.Organization, session.Now));
        await session.CommitAsync();

        #region FromStore
        FactHistory history = await crm.LoadHistoryAsync(TenantId.Single);
        var engine = new MetricEngine(model, history);
        Cube nothing = await engine.EvaluateAsync(new MetricQuery { Metrics = ["customers"], Now = session.Now, AtPosition = 0 });
        Cube all = await engine.EvaluateAsync(new MetricQuery { Metrics = ["customers"], Now = session.Now });
        output.WriteLine($"{nothing.Find("customers")!.Value} customers at position 0, {all.Find("customers")!.Value} at position {all.Meta.Position}");
        #endregion
    }

    private static async Task<(MetricEngine Engine, MetricQuery March)> EngineAsync()
    {
        await Writing(TextWriter.Null);
        FactHistory history = s_history!;
        CrmModel model = CrmModel.Parse("metric revenue = sum(sale.net)", history.Schemas).ThrowIfInvalid();
        return (new MetricEngine(model, history), new MetricQuery { Metrics = ["revenue"], From = new LocalDate(2026, 3, 1), To = new LocalDate(2026, 4, 1), Now = Board + Duration.FromDays(30) });
    }

    /// <summary>A row of the host.</summary>
    /// <param name="Id">The key.</param>
    /// <param name="Sold">The day.</param>
    /// <param name="Net">The amount.</param>
    private sealed record Sale(string Id, LocalDate Sold, long Net);
}
