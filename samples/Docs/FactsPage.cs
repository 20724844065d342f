using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The code of the page about facts.</summary>
public static class FactsPage
{
    private sealed record Visit(int Id, Instant At, string? Campaign, bool IsNew, decimal Cost, Duration Stay);

    /// <summary>A type of the host becomes a fact.</summary>
    public static async Task HostTypes(TextWriter output)
    {
        Visit[] visits =
        [
            new(1, Instant.FromUtc(2026, 3, 1, 9, 0), "spring", true, 0.40m, Duration.FromMinutes(3)),
            new(2, Instant.FromUtc(2026, 3, 1, 9, 30), "spring", false, 0.35m, Duration.FromMinutes(9)),
            new(3, Instant.FromUtc(2026, 3, 2, 17, 5), null, true, 0m, Duration.FromMinutes(1)),
        ];

        #region HostTypes
        FactMapping<Visit> mapping = FactSchema.For<Visit>("visit")
            .Key(v => v.Id)
            .Time("at", v => v.At)
            .Dimension("campaign", v => v.Campaign)
            .Dimension("is_new", v => v.IsNew)
            .Money("cost", "EUR", v => v.Cost)
            .Measure("stay", v => v.Stay)
            .Build();

        CrmModel model = CrmModel.Parse("""
            metric visits = count(visit)
            metric cost = sum(visit.cost)
            metric stay = avg(visit.stay) unit minutes
            """, mapping.Schema).ThrowIfInvalid();

        var engine = new MetricEngine(model, new FactSet(mapping.Read(visits)));
        Cube cube = await engine.EvaluateAsync(new MetricQuery
        {
            Metrics = ["visits", "cost", "stay"],
            By = ["campaign"],
            Now = Instant.FromUtc(2026, 4, 1, 0, 0),
        });
        output.Write(CubeTable.Write(cube));
        #endregion
    }

    /// <summary>Derived fields group and add up like stored ones.</summary>
    public static Task Customer(TextWriter output) => Shop.PrintAsync(output, Shop.Ask("buyers", "revenue") with { By = ["customer.region"] });

    /// <summary>Derived measures and buckets.</summary>
    public static Task Case(TextWriter output) => Shop.PrintAsync(output, Shop.Ask("case.took", "case.effort") with { By = ["case.length"] });

    /// <summary>A table that is left out is not an empty one.</summary>
    public static async Task NoTable(TextWriter output)
    {
        FactMapping<Visit> mapping = FactSchema.For<Visit>("visit").Key(v => v.Id).Time("at", v => v.At).Build();

        #region NoTable
        CrmModel model = CrmModel.Parse("metric visits = count(visit)", mapping.Schema).ThrowIfInvalid();
        var query = new MetricQuery { Metrics = ["visits"], Now = Instant.FromUtc(2026, 4, 1, 0, 0) };
        try
        {
            await new MetricEngine(model, new FactSet()).EvaluateAsync(query);
        }
        catch (InvalidDefinitionException problem)
        {
            output.WriteLine(problem.Findings[0]);
        }

        Cube cube = await new MetricEngine(model, new FactSet(FactTable.Empty(mapping.Schema))).EvaluateAsync(query);
        output.WriteLine(cube.Find("visits")!.Value);
        #endregion
    }

    /// <summary>A value that would lose decimal places is refused.</summary>
    public static Task TooExact(TextWriter output)
    {
        Visit[] visits = [new(1, Instant.FromUtc(2026, 3, 1, 9, 0), "spring", true, 0.405m, Duration.Zero)];

        #region TooExact
        FactMapping<Visit> mapping = FactSchema.For<Visit>("visit").Key(v => v.Id).Money("cost", "EUR", v => v.Cost).Build();
        try
        {
            mapping.Read(visits);
        }
        catch (ArgumentException problem)
        {
            output.WriteLine(problem.Message);
        }
        #endregion
        return Task.CompletedTask;
    }
}
