using Crm.Sdk.Facts;
using Crm.Sdk.Sales;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Targets;

/// <summary>Pipelines are no rows of a file: a mapping of opportunities declares one. What an import did to it can be taken back all the same.</summary>
internal sealed class PipelineTarget() : ImportTarget<Pipeline, PipelineId>(Pipeline.Concept)
{
    public override IReadOnlyList<FactField> Fields(Currency currency) => [Field.Key()];

    protected override Pipeline Apply(IReadOnlyList<ImportRecord> rows, Pipeline? known, ImportContext context) =>
        throw new NotSupportedException("Rows do not become pipelines.");

    protected override IEnumerable<(string Name, object? Value)> State(Pipeline p) => p.Stages.Select(s => ($"stage {s.Key}", (object?)s));

    protected override ValueTask RestoreAsync(Pipeline p, FormerValues former, CancellationToken cancellationToken)
    {
        foreach (Stage stage in p.Stages.ToArray())
        {
            Stage? wanted = former.Of<Stage?>($"stage {stage.Key}", stage)
                ?? throw new InvalidOperationException($"The stage '{stage.Key}' was added, and stages are never removed: opportunities may have gone through it.");
            p.Set(wanted, former.Now);
        }

        return ValueTask.CompletedTask;
    }
}
