using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Import.Targets;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Aggregates;

/// <summary>Imports CSV files into the aggregates of a tenant, and takes an import back.</summary>
/// <remarks>
/// Aggregates are found again by their external ids, so that the same file imported twice changes nothing. Every commit has the cause
/// <c>import:ID</c>; what an import did can be told from the log alone.
/// </remarks>
public sealed class AggregateImporter
{
    private readonly CrmRuntime _runtime;
    private readonly TenantId _tenant;
    private readonly ActorRef _actor;

    /// <summary>Creates an importer.</summary>
    /// <param name="runtime">The CRM.</param>
    /// <param name="tenant">Whose data is imported.</param>
    /// <param name="actor">Who acts.</param>
    public AggregateImporter(CrmRuntime runtime, TenantId tenant, ActorRef actor)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(actor);
        _runtime = runtime;
        _tenant = tenant;
        _actor = actor;
    }

    /// <summary>Holds a mapping that says <c>into</c> against the concept that it names and the host's attributes of it.</summary>
    /// <returns>The mapping ready for a <see cref="CsvFactSource"/>; errors for what does not fit.</returns>
    public static Checked<BoundMapping> Bind(ImportMapping mapping, CrmSchema schema)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(schema);
        return ImportTargets.Bind(mapping, schema);
    }

    /// <summary>The cause of the commits of an import.</summary>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    public static string CauseOf(string importId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(importId);
        return ImportRun.CausePrefix + importId;
    }

    /// <summary>Imports files: first those to whose aggregates the others may refer, whatever their order here.</summary>
    /// <param name="importId">Names the import, in the log and for <see cref="RevertAsync"/>; several runs may share an id and are then reverted together.</param>
    /// <param name="sources">The files with mappings that <see cref="Bind"/> gave. Each is held in memory as columns while it is imported. When the options of one ask for a dry run, the import is one.</param>
    /// <param name="options">Choices; <see cref="AggregateImportOptions.Default"/> when null.</param>
    /// <param name="progress">Is told every few thousand rows while a file is read, and after each commit.</param>
    /// <param name="cancellationToken">Ends the import early. What was committed stays and can be reverted; the same import can be run again.</param>
    /// <returns>A report for each file that was begun: none is begun after the store has failed. No bad content of a file and no failure of the store is an exception.</returns>
    /// <exception cref="ArgumentException">The id is empty, or a mapping is not one into aggregates of this store.</exception>
    /// <exception cref="IOException">The file of rejected records cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The import was ended early.</exception>
    public async Task<AggregateImportResult> RunAsync(
        string importId, IEnumerable<CsvFactSource> sources, AggregateImportOptions? options = null, IProgress<AggregateImportProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        options ??= AggregateImportOptions.Default;
        var ordered = sources.Select((s, i) => (Source: s, Rank: RankOf(s), Place: i)).OrderBy(s => s.Rank).ThenBy(s => s.Place).Select(s => s.Source).ToList();
        var run = new ImportRun(_runtime, _tenant, _actor, CauseOf(importId), options, options.IsDryRun || ordered.Exists(s => s.Options.IsDryRun));
        var reports = new List<AggregateImportReport>(ordered.Count);
        bool hasFailed = false;
        for (int i = 0; i < ordered.Count && !hasFailed; i++)
        {
            var file = new FileImport(run, ordered[i], new FileProgress(progress, ordered[i], i + 1, ordered.Count));
            reports.Add(await file.RunAsync(cancellationToken));
            hasFailed = file.HasStoreFailed;
        }

        return new AggregateImportResult { ImportId = importId, Files = reports, IsComplete = reports.Count == ordered.Count && reports.All(f => f.IsUsable && f.Unreached == 0) };
    }

    /// <summary>
    /// Takes an import back, from the log alone: what it added is put away and its external ids are free again; what it changed gets its
    /// former values back by commands. What others changed since stays as it is and becomes a finding.
    /// </summary>
    /// <param name="importId">The id of the import.</param>
    /// <param name="options">Choices; <see cref="AggregateImportOptions.Default"/> when null.</param>
    /// <param name="cancellationToken">Ends the revert early; it can be run again.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    /// <exception cref="CrmStorageException">The store cannot be read or written; the revert can be run again.</exception>
    /// <exception cref="OperationCanceledException">The revert was ended early.</exception>
    public Task<RevertReport> RevertAsync(string importId, AggregateImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= AggregateImportOptions.Default;
        var run = new ImportRun(_runtime, _tenant, _actor, CauseOf(importId), options, options.IsDryRun);
        return new ImportRevert(run, importId).RunAsync(cancellationToken);
    }

    private int RankOf(CsvFactSource source)
    {
        string? concept = source.Mapping.Mapping.Into?.Concept;
        int rank = concept is null ? -1 : ImportTargets.All.TakeWhile(t => t.Concept.Name != concept).Count();
        return rank >= 0 && _runtime.Store.Schema.Find(concept!) is not null
            ? rank
            : throw new ArgumentException($"The mapping of '{source}' is not one into aggregates of this store; bind it with {nameof(AggregateImporter)}.{nameof(Bind)}.");
    }
}
