using System.Text;

namespace Crm.Sdk.Testing.Conformance;

/// <summary>What came of a case.</summary>
public enum CaseOutcome
{
    /// <summary>The claim holds.</summary>
    Passed,

    /// <summary>It does not.</summary>
    Failed,

    /// <summary>The store says that it lacks what the case needs.</summary>
    Skipped,
}

/// <summary>A case and what came of it.</summary>
public sealed class CaseResult
{
    /// <summary>The case.</summary>
    public required ConformanceCase Case { get; init; }

    /// <summary>What came of it.</summary>
    public required CaseOutcome Outcome { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public Exception? Failure { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Outcome switch
    {
        CaseOutcome.Failed => $"failed  {Case}\n{Failure?.Message}",
        CaseOutcome.Skipped => $"skipped {Case} (needs {Case.Needs})",
        _ => $"passed  {Case}",
    };
}

/// <summary>What the kit says of a store.</summary>
public sealed class ConformanceReport
{
    /// <summary>The name of the store.</summary>
    public required string Store { get; init; }

    /// <summary>A result for each case, in the order of the ids.</summary>
    public required IReadOnlyList<CaseResult> Results { get; init; }

    /// <summary>The cases that passed.</summary>
    public IEnumerable<CaseResult> Passed => With(CaseOutcome.Passed);

    /// <summary>The cases that failed.</summary>
    public IEnumerable<CaseResult> Failed => With(CaseOutcome.Failed);

    /// <summary>The cases that were skipped, as the store says that it lacks what they need.</summary>
    public IEnumerable<CaseResult> Skipped => With(CaseOutcome.Skipped);

    /// <summary>Throws unless no case failed.</summary>
    /// <exception cref="ConformanceException">Some failed; the message lists them.</exception>
    public void ThrowIfFailed()
    {
        if (Failed.Any())
        {
            throw new ConformanceException(Store, "every case passes or is skipped by a declared capability", string.Join('\n', Failed), Failed.First().Failure);
        }
    }

    /// <summary>Failed and skipped cases, then one line of counts.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (CaseResult result in Failed.Concat(Skipped))
        {
            text.Append(result).Append('\n');
        }

        return text.Append(Store).Append(": ").Append(Passed.Count()).Append(" passed, ").Append(Failed.Count()).Append(" failed, ")
            .Append(Skipped.Count()).Append(" skipped").ToString();
    }

    private IEnumerable<CaseResult> With(CaseOutcome outcome) => Results.Where(r => r.Outcome == outcome);
}
