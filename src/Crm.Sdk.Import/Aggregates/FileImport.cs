using System.Collections.Frozen;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Import.Targets;
using Crm.Sdk.Sales;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Aggregates;

/// <summary>The import of one file: reads it, makes aggregates of its rows in batches, and tells what became of it.</summary>
internal sealed class FileImport
{
    private const int Attempts = 2;

    private readonly ImportRun _run;
    private readonly CsvFactSource _source;
    private readonly FileProgress _progress;
    private readonly ImportTarget _target;
    private readonly AggregateMapping _into;
    private readonly FileRows _rows;
    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);
    private Pipeline? _pipeline;
    private bool _isOver;
    private long _added;
    private long _changed;
    private long _unchanged;
    private long _done;

    public FileImport(ImportRun run, CsvFactSource source, FileProgress progress)
    {
        _run = run;
        _source = source;
        _progress = progress;
        _into = source.Mapping.Mapping.Into!;
        _target = ImportTargets.Find(_into.Concept)!;
        _rows = new FileRows(source, _target);
    }

    /// <summary>Whether the store could not be written; there is no use in going on then.</summary>
    public bool HasStoreFailed { get; private set; }

    public async Task<AggregateImportReport> RunAsync(CancellationToken cancellationToken)
    {
        await _rows.ReadAsync(_run.References, _progress, cancellationToken);
        string? rejects = null;
        if (_rows.Reading.IsUsable)
        {
            await PreparePipelineAsync(cancellationToken);
            await ApplyAllAsync(cancellationToken);
            rejects = _run.IsDryRun ? null : await _rows.WriteRejectsAsync(cancellationToken);
        }

        long refused = _rows.Refused.Count;
        return new AggregateImportReport
        {
            Source = _source.Name, Concept = _into.Concept, IsUsable = _rows.Reading.IsUsable, IsDryRun = _run.IsDryRun, RowsRead = _rows.Reading.RowsRead,
            Added = _added, Changed = _changed, Unchanged = _unchanged, Rejected = _rows.Reading.Rejected + refused, Skipped = _rows.Reading.Skipped,
            Unreached = _rows.Reading.IsUsable ? _rows.Groups.Where(g => _waiting.Contains(g.Id)).Sum(g => g.Records.Count) : _rows.Reading.Accepted,
            Findings = _rows.Findings, CountsByCode = _rows.CountsByCode, RejectsPath = rejects,
        };
    }

    private async Task PreparePipelineAsync(CancellationToken cancellationToken)
    {
        if (_into.Pipeline is not { } wanted)
        {
            return;
        }

        var id = new ExternalId(_into.Source, wanted.Key);
        try
        {
            await using CrmSession session = _run.OpenSession();
            _pipeline = await session.Pipelines.FindAsync(id, cancellationToken);
            if (_pipeline is null)
            {
                _pipeline = Pipeline.Define(session.NewId<PipelineId>(), wanted.Name, wanted.Stages, ImportRun.NowOf(session));
                _pipeline.Identify(id, ImportRun.NowOf(session));
                session.Pipelines.Add(_pipeline);
            }

            foreach (Stage stage in wanted.Stages)
            {
                int? known = _pipeline.Stages.FirstOrDefault(s => s.Key == stage.Key)?.Probability;
                _pipeline.Set(stage with { Probability = stage.Probability ?? known }, ImportRun.NowOf(session));
            }

            if (!_run.IsDryRun)
            {
                await session.CommitAsync(_run.Cause, cancellationToken);
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            _rows.Add(ImportCodes.BadPipeline, $"The pipeline '{wanted.Key}' cannot be so: {BatchAttempt.MessageOf(e)}", "Mend \"pipeline\" in the mapping.");
            _isOver = true;
        }
        catch (CrmStorageException e)
        {
            End(e);
        }
    }

    private async Task ApplyAllAsync(CancellationToken cancellationToken)
    {
        _waiting.UnionWith(_rows.Groups.Select(g => g.Id));
        List<RowGroup> queue = _rows.Groups;
        bool mayWait = _target.SelfReference is not null;
        while (queue.Count > 0 && !_isOver)
        {
            var later = new List<RowGroup>();
            foreach (RowGroup[] groups in queue.Chunk(_run.Options.CommitSize))
            {
                cancellationToken.ThrowIfCancellationRequested();
                later.AddRange(await ApplyAsync(groups, mayWait, cancellationToken));
                if (_isOver)
                {
                    return;
                }

                _progress.Tell(_rows.Reading.RowsRead, _done);
            }

            // Those that wait for each other, or for a row that was refused, wait no longer: what they refer to is not there.
            mayWait = later.Count < queue.Count;
            queue = later;
        }
    }

    private async Task<IReadOnlyList<RowGroup>> ApplyAsync(RowGroup[] groups, bool mayWait, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            var batch = new BatchAttempt(_run, _source.Mapping, _target, _pipeline, mayWait ? _waiting : FrozenSet<string>.Empty);
            try
            {
                await batch.ApplyAsync(groups, cancellationToken);
                if (_run.IsDryRun)
                {
                    batch.Remember();
                }
                else
                {
                    await batch.CommitAsync(cancellationToken);
                }

                Count(groups, batch);
                return batch.Postponed;
            }
            catch (CrmStorageException e) when (attempt < Attempts && IsOfOthers(e))
            {
                batch.Forget();
            }
            catch (CrmStorageException e) when (IsOfOthers(e))
            {
                batch.Forget();
                Count(groups, batch, e);
                return batch.Postponed;
            }
            catch (CrmStorageException e)
            {
                batch.Forget();
                End(e);
                return [];
            }
        }
    }

    private static bool IsOfOthers(CrmStorageException e) => e is CrmConcurrencyException or CrmDuplicateException or CrmReferenceException || e.IsTransient;

    private void End(CrmStorageException e)
    {
        _isOver = true;
        HasStoreFailed = true;
        _rows.Add(ImportCodes.StoreFailed, $"The store could not be written, so the import ended: {e.Message}", "Run it again: what was written stays, and is not written twice.");
    }

    // A batch that could not be written leaves nothing: what it would have written is rejected with one finding each.
    private void Count(RowGroup[] groups, BatchAttempt batch, CrmStorageException? failure = null)
    {
        foreach ((RowGroup group, ImportRefusal refusal) in batch.Refused)
        {
            _rows.Refuse(group, refusal.Code, refusal.Field, refusal.Message, refusal.Mend, refusal.Place);
        }

        foreach (RowGroup group in failure is null ? [] : batch.ToWrite)
        {
            _rows.Refuse(group, ImportCodes.Conflict, null, $"The batch of this row could not be written: {failure!.Message}", "Import the rejected rows again.");
        }

        _added += failure is null ? batch.Added : 0;
        _changed += failure is null ? batch.Changed : 0;
        _unchanged += batch.Unchanged;
        foreach (RowGroup group in groups.Except(batch.Postponed))
        {
            _waiting.Remove(group.Id);
            _done += group.Records.Count;
        }
    }
}
