using Crm.Sdk.Aggregates;
using Crm.Sdk.Attributes;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Targets;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Aggregates;

/// <summary>Takes an import back, from the log alone.</summary>
internal sealed class ImportRevert(ImportRun run, string importId)
{
    public const string CausePrefix = "revert:";

    private readonly List<Finding> _findings = [];
    private readonly Dictionary<(string Concept, Guid Id), Row> _restoredRows = [];
    private long _archived;
    private long _restored;
    private long _unchanged;

    public async Task<RevertReport> RunAsync(CancellationToken cancellationToken)
    {
        List<SubjectHistory> histories = await ReadAsync(cancellationToken);
        foreach (SubjectHistory[] batch in histories.Where(h => !h.WasAdded).Chunk(run.Options.CommitSize))
        {
            await CommitAsync(batch, RestoreAsync, cancellationToken);
        }

        List<SubjectHistory> added = await RemovableAsync([.. histories.Where(h => h.WasAdded)], cancellationToken);
        foreach (SubjectHistory[] batch in added.Chunk(run.Options.CommitSize))
        {
            await CommitAsync(batch, ArchiveAsync, cancellationToken);
        }

        return new RevertReport
        {
            ImportId = importId, IsDryRun = run.IsDryRun, Archived = _archived, Restored = _restored, Unchanged = _unchanged, Findings = _findings,
        };
    }

    private static string NameOf(Aggregate aggregate, Concept concept) =>
        $"{concept.Name} '{(aggregate.ExternalIds is [var id, ..] ? id.ToString() : aggregate.Key.ToString("D"))}'";

    // The log is read twice: for what the import touched, and then for all that ever happened to that.
    private async Task<List<SubjectHistory>> ReadAsync(CancellationToken cancellationToken)
    {
        var touched = new Dictionary<(string Concept, Guid Id), List<LogEntry>>();
        await foreach (LogEntry entry in run.Store.ReadLogAsync(new LogQuery { Tenant = run.Tenant }, cancellationToken))
        {
            if (entry.Cause == run.Cause)
            {
                touched.TryAdd((entry.Concept, entry.Subject), []);
            }
        }

        if (touched.Count == 0)
        {
            Add(ImportCodes.UnknownImport, $"Nothing in the log belongs to an import '{importId}'.", "Name the id under which the import ran.", null);
            return [];
        }

        await foreach (LogEntry entry in run.Store.ReadLogAsync(new LogQuery { Tenant = run.Tenant }, cancellationToken))
        {
            if (touched.TryGetValue((entry.Concept, entry.Subject), out List<LogEntry>? entries))
            {
                entries.Add(entry);
            }
        }

        var histories = new List<SubjectHistory>(touched.Count);
        foreach (((string concept, Guid id), List<LogEntry> entries) in touched)
        {
            if (ImportTargets.FindTouched(concept) is { } target && new SubjectHistory(target, run.Store.Schema, run.Cause, entries) is { IsKnown: true } history)
            {
                histories.Add(history);
            }
            else
            {
                Add(ImportCodes.CannotRestore, $"The {concept} {id:D} has events that this version does not know.", "Use the version that wrote them.", concept);
            }
        }

        return histories;
    }

    private async Task CommitAsync(SubjectHistory[] batch, Func<CrmSession, SubjectHistory, Instant, CancellationToken, Task> take, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await using CrmSession session = run.OpenSession();
        Instant now = ImportRun.NowOf(session);
        foreach (SubjectHistory history in batch)
        {
            await take(session, history, now, cancellationToken);
        }

        if (!run.IsDryRun)
        {
            await session.CommitAsync(CausePrefix + importId, cancellationToken);
        }
    }

    private async Task RestoreAsync(CrmSession session, SubjectHistory history, Instant now, CancellationToken cancellationToken)
    {
        Concept concept = history.Target.Concept;
        if (await history.Target.FindAsync(session, history.Id, cancellationToken) is not { } aggregate)
        {
            return;
        }

        (Dictionary<string, object?> wanted, List<string> conflicts) = history.CompareWith(aggregate);
        foreach (string name in conflicts)
        {
            Add(ImportCodes.ChangedSince, $"'{name}' of the {NameOf(aggregate, concept)} was changed since and stays as it is.", "Change it by hand if the former value is wanted.", concept.Name, name);
        }

        if (wanted.Count == 0)
        {
            _unchanged += conflicts.Count == 0 ? 1 : 0;
            return;
        }

        try
        {
            RestoreAttributes(aggregate, concept, wanted, now);
            await history.Target.RestoreAsync(aggregate, new FormerValues(wanted, session, now), cancellationToken);
            Dictionary<string, object?> state = history.StateOf(aggregate);
            foreach (string name in wanted.Keys.Where(n => !Equals(state.GetValueOrDefault(n), wanted[n])))
            {
                Add(ImportCodes.CannotRestore, $"'{name}' of the {NameOf(aggregate, concept)} cannot get its former value back.", "Change it by hand.", concept.Name, name);
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            Add(ImportCodes.CannotRestore, $"The {NameOf(aggregate, concept)} cannot get all former values back: {BatchAttempt.MessageOf(e)}", "Change it by hand.", concept.Name);
        }

        _restored += aggregate.PendingEvents.Count > 0 ? 1 : 0;
        _restoredRows[(concept.Name, aggregate.Key)] = concept.ToRow(aggregate);
    }

    private void RestoreAttributes(Aggregate aggregate, Concept concept, Dictionary<string, object?> wanted, Instant now)
    {
        foreach (AttributeDefinition attribute in run.Store.Schema.Settings.Attributes.Of(concept.Name))
        {
            foreach (string name in wanted.Keys.Where(n => SubjectHistory.AttributeOf(n) == attribute.Key))
            {
                aggregate.SetRaw(attribute, wanted[name], now);
            }
        }
    }

    private async Task ArchiveAsync(CrmSession session, SubjectHistory history, Instant now, CancellationToken cancellationToken)
    {
        if (await history.Target.FindAsync(session, history.Id, cancellationToken) is { IsArchived: false } aggregate)
        {
            foreach (ExternalId id in aggregate.ExternalIds.ToArray())
            {
                aggregate.Unidentify(id.Source, now);
            }

            aggregate.Archive(now);
            _archived++;
        }
    }

    // What the import added goes unless others changed it or refer to it; what goes does not count as other.
    private async Task<List<SubjectHistory>> RemovableAsync(List<SubjectHistory> added, CancellationToken cancellationToken)
    {
        var going = new Dictionary<(string Concept, Guid Id), SubjectHistory>();
        foreach (SubjectHistory history in added)
        {
            Concept concept = history.Target.Concept;
            if (await run.Store.FindAsync(run.Tenant, concept, history.Id, cancellationToken) is not { IsArchived: false } row)
            {
                _unchanged++;
                continue;
            }

            Aggregate aggregate = concept.FromRow(row);
            if (history.IsOfOthersSince || !history.IsAsLeft(aggregate))
            {
                Add(ImportCodes.ChangedSince, $"The {NameOf(aggregate, concept)}, which the import added, was changed since and stays.", "Archive it by hand if nobody needs it.", concept.Name);
            }
            else
            {
                going.Add((concept.Name, history.Id), history);
            }
        }

        await KeepReferredAsync(going, cancellationToken);
        return [.. going.Values];
    }

    private async Task KeepReferredAsync(Dictionary<(string Concept, Guid Id), SubjectHistory> going, CancellationToken cancellationToken)
    {
        var references = new ReferenceGraph(going);
        foreach (Concept concept in going.Count == 0 ? [] : run.Store.Schema.Concepts)
        {
            await references.ReadAsync(run, concept, _restoredRows, cancellationToken);
        }

        foreach (((string Concept, Guid Id) referred, string by) in references.Kept())
        {
            Concept concept = going[referred].Target.Concept;
            going.Remove(referred);
            if (await run.Store.FindAsync(run.Tenant, concept, referred.Id, cancellationToken) is { } row)
            {
                Add(ImportCodes.ReferredTo, $"The {NameOf(concept.FromRow(row), concept)}, which the import added, stays: a {by} refers to it.", "Take that back first, and then the import again.", concept.Name);
            }
        }
    }

    private void Add(string code, string message, string mend, string? concept, string? path = null) =>
        _findings.Add(new Finding(code, FindingSeverity.Error, message, mend, new FindingPlace { Source = concept, Path = path }));
}
