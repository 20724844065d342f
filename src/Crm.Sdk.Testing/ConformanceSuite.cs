using Crm.Sdk.Testing.Cases;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Models;

namespace Crm.Sdk.Testing;

/// <summary>The conformance kit for stores: claims about every store, each with a stable id, and a runner that tries random commands against a model.</summary>
/// <remarks>
/// It knows no test framework. In a theory, give each id of <see cref="Cases"/> a row and call <see cref="Find"/> and
/// <see cref="ConformanceCase.RunAsync"/>; without a framework call <see cref="RunAsync"/> and read the report.
/// </remarks>
public static class ConformanceSuite
{
    /// <summary>All cases, in the order of their ids.</summary>
    public static IReadOnlyList<ConformanceCase> Cases { get; } =
    [
        .. RoundTripCases.All, .. OrderCases.All, .. ConditionCases.All, .. TextCases.All, .. PagingCases.All, .. TenantCases.All, .. CommitCases.All,
        .. ReferenceCases.All, .. AtomicityCases.All, .. LogCases.All, .. FactCases.All, .. LeaseCases.All, .. StreamCases.All, .. LifeCases.All,
    ];

    /// <summary>The case with an id.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ConformanceCase Find(string id) =>
        Cases.FirstOrDefault(c => c.Id == id) ?? throw new ArgumentException($"There is no case '{id}'.", nameof(id));

    /// <summary>Tries every case that suits the store. A failed case does not end the run.</summary>
    /// <param name="harness">Gives the stores.</param>
    /// <param name="progress">Hears of each case when it is done; null for nobody.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<ConformanceReport> RunAsync(IStoreHarness harness, IProgress<CaseResult>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(harness);
        var results = new List<CaseResult>(Cases.Count);
        foreach (ConformanceCase one in Cases)
        {
            CaseResult result = await ResultOfAsync(one, harness, cancellationToken);
            results.Add(result);
            progress?.Report(result);
        }

        return new ConformanceReport { Store = harness.Name, Results = results };
    }

    /// <summary>Runs random commands of two sessions against a store and a model in memory, and compares after each step.</summary>
    /// <param name="harness">Gives the stores.</param>
    /// <param name="seed">Makes the run repeatable.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="ConformanceException">The store and the model differ; the message has the seed and the shortest sequence found that shows it.</exception>
    public static Task RunModelAsync(IStoreHarness harness, int seed, int steps, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(harness);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return ModelRun.RunAsync(harness, seed, steps, cancellationToken);
    }

    private static async Task<CaseResult> ResultOfAsync(ConformanceCase one, IStoreHarness harness, CancellationToken cancellationToken)
    {
        if (!one.Suits(harness))
        {
            return new CaseResult { Case = one, Outcome = CaseOutcome.Skipped };
        }

        try
        {
            await one.RunAsync(harness, cancellationToken);
            return new CaseResult { Case = one, Outcome = CaseOutcome.Passed };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return new CaseResult { Case = one, Outcome = CaseOutcome.Failed, Failure = e };
        }
    }
}
