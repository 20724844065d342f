using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Evaluation.Execution;

/// <summary>What every executor asks before it works: whether the rows are there, and whether the answer can be held.</summary>
internal static class QueryGuard
{
    private const string CubeTooLarge = "CRM3012";
    private const long LargestCube = 20_000_000;

    /// <summary>
    /// Refuses a query that needs a fact of which there is no table, for nothing is not the same as no rows, an interval whose rows
    /// cannot be states, or a snapshot that has two rows of one thing at one time.
    /// </summary>
    /// <exception cref="InvalidDefinitionException">A table is missing, or states overlap or end before they begin, or a snapshot was taken twice; there is a finding for each.</exception>
    public static void CheckTables(BoundQuery query, FactSet facts)
    {
        Finding[] missing =
        [
            .. query.Needs.Where(n => !facts.Contains(n.Fact))
                .Select(n => n.Missing("Give its table to the FactSet; FactTable.Empty says on purpose that it has no rows.")),
        ];
        if (missing.Length > 0)
        {
            throw new InvalidDefinitionException(missing);
        }

        Finding[] wrong =
        [
            .. query.Needs.Where(n => n.Fact.Interval is not null).SelectMany(n => IntervalGuard.Check(facts[n.Fact], n.Fact.Interval!, n.Path)),
            .. query.Needs.Where(n => n.Fact.Snapshot is not null).SelectMany(n => SnapshotGuard.Check(facts[n.Fact], n.Fact.Snapshot!, n.Path)),
        ];
        if (wrong.Length > 0)
        {
            throw new InvalidDefinitionException(wrong);
        }
    }

    /// <summary>Refuses a query whose answer would be too large.</summary>
    /// <param name="query">The query.</param>
    /// <param name="members">For each dimension the number of its members, the total not among them.</param>
    /// <exception cref="InvalidDefinitionException">The cube would have too many cells; the finding says how many.</exception>
    public static void CheckSize(BoundQuery query, IEnumerable<int> members)
    {
        long cells = members.Aggregate(
            (query.Periods.Count + 1L) * (query.Segments.Count + 1), (n, count) => Math.Min(n * (count + 1L), LargestCube * 100));
        if (cells * query.Metrics.Count > LargestCube)
        {
            throw new InvalidDefinitionException([new Finding(
                CubeTooLarge, FindingSeverity.Error,
                $"The answer would have {cells} cells for each of {query.Metrics.Count} metrics; {LargestCube} are the most in all.",
                "Ask for fewer periods, dimensions or segments at once.", new FindingPlace { Path = "by" })]);
        }
    }
}
