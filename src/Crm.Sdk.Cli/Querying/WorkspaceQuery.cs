using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Querying;

/// <summary>Binds queries that are to be answered from the files of a workspace.</summary>
internal static class WorkspaceQuery
{
    /// <summary>Resolves a query without a look at its facts; where it lacks rates, what is wrong with those of the workspace is told first.</summary>
    public static Checked<BoundQuery> Resolve(Workspace workspace, MetricQuery query)
    {
        Checked<BoundQuery> bound = QueryBinder.Bind(workspace.Model, query);
        IReadOnlyList<Finding> ofFiles = bound.IsValid || bound.Findings.All(f => f.Place.Path != QueryFindings.Rates) ? [] : RateFiles.Read(workspace).Findings;
        return ofFiles.Count == 0 ? bound : new Checked<BoundQuery>(null, [.. ofFiles, .. bound.Findings]);
    }

    /// <summary>Resolves a query; a fact that it needs and that no mapping fills is a finding too.</summary>
    public static Checked<BoundQuery> Bind(Workspace workspace, MetricQuery query)
    {
        Checked<BoundQuery> bound = Resolve(workspace, query);
        return bound.Value is not { } valid ? bound : new Checked<BoundQuery>(valid,
        [
            .. bound.Findings,
            .. valid.Needs.Where(n => !workspace.Sources.Any(s => s.Schema.Name == n.Fact.Name) && workspace.Store?.Schema.Facts.Contains(n.Fact) != true)
                .Select(n => n.Missing($"Add {Workspace.MappingsFolderName}/{n.Fact}.json.")),
        ]);
    }

    /// <summary>The facts whose files must be read to answer the query.</summary>
    public static IReadOnlyCollection<string> FactsOf(BoundQuery query) => [.. query.Needs.Select(n => n.Fact.Name)];
}
