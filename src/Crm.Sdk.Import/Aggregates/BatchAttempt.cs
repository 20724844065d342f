using Crm.Sdk.Aggregates;
using Crm.Sdk.Facts;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Import.Targets;
using Crm.Sdk.Sales;
using Crm.Sdk.Storage;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Aggregates;

/// <summary>
/// One attempt to write a batch. Rows are tried out on copies first, so that one that is refused half way leaves nothing behind; only then
/// are aggregates changed in a session.
/// </summary>
internal sealed class BatchAttempt
{
    private readonly ImportRun _run;
    private readonly BoundMapping _mapping;
    private readonly ImportTarget _target;
    private readonly Pipeline? _pipeline;
    private readonly IReadOnlySet<string> _waiting;
    private readonly AggregateMapping _into;
    private readonly List<(RowGroup Group, Aggregate Aggregate)> _added = [];
    private readonly List<(RowGroup Group, Aggregate Copy)> _changed = [];

    /// <summary>Creates an attempt.</summary>
    /// <param name="run">The import.</param>
    /// <param name="mapping">The mapping of the file.</param>
    /// <param name="target">How rows become aggregates.</param>
    /// <param name="pipeline">The pipeline of the mapping; null for none.</param>
    /// <param name="waiting">External ids of rows that are still to come; a row that refers to one of them is postponed.</param>
    public BatchAttempt(ImportRun run, BoundMapping mapping, ImportTarget target, Pipeline? pipeline, IReadOnlySet<string> waiting)
    {
        _run = run;
        _mapping = mapping;
        _target = target;
        _pipeline = pipeline;
        _waiting = waiting;
        _into = mapping.Mapping.Into!;
    }

    public List<RowGroup> Postponed { get; } = [];

    public List<(RowGroup Group, ImportRefusal Refusal)> Refused { get; } = [];

    public IEnumerable<RowGroup> ToWrite => _added.Select(a => a.Group).Concat(_changed.Select(c => c.Group));

    public long Added => _added.Count;

    public long Changed => _changed.Count;

    public long Unchanged { get; private set; }

    /// <summary>What an exception of the domain says, without the name of the parameter.</summary>
    public static string MessageOf(Exception e) => e.Message.Split(" (Parameter '", 2)[0];

    /// <summary>Tries the rows out.</summary>
    public async Task ApplyAsync(IReadOnlyList<RowGroup> groups, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, Row> known = await _run.Store.FindAsync(_run.Tenant, _target.Concept, _into.Source, [.. groups.Select(g => g.Id)], cancellationToken);
        await LoadReferencesAsync(groups, cancellationToken);
        await using CrmSession session = _run.OpenSession();
        var context = new ImportContext(session, ImportRun.NowOf(session), _pipeline);
        foreach (RowGroup group in groups)
        {
            Row? row = _run.DryRows.GetValueOrDefault((_into.Concept, _into.Source, group.Id)) ?? known.GetValueOrDefault(group.Id);
            if (MustWait(group))
            {
                Postponed.Add(group);
                continue;
            }

            try
            {
                Take(group, row, context);
            }
            catch (ImportRefusal refusal)
            {
                Refused.Add((group, refusal));
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or OverflowException)
            {
                Refused.Add((group, new ImportRefusal(ImportCodes.Refused, null, MessageOf(e), "Mend the row.")));
            }
        }
    }

    /// <summary>Writes what differs, whole or not at all.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_added.Count + _changed.Count == 0)
        {
            return;
        }

        await using CrmSession session = _run.OpenSession();
        var context = new ImportContext(session, ImportRun.NowOf(session), _pipeline);
        var loaded = await _target.FindAsync(session, _into.Source, [.. _changed.Select(c => c.Group.Id)], cancellationToken);
        foreach ((RowGroup group, Aggregate copy) in _changed)
        {
            Aggregate? aggregate = loaded.GetValueOrDefault(group.Id);
            if (aggregate is null || aggregate.Version != copy.Version)
            {
                throw new CrmConcurrencyException(_into.Concept, copy.Key, copy.Version, aggregate?.Version);
            }

            Apply(group, aggregate, context);
        }

        foreach ((_, Aggregate aggregate) in _added)
        {
            _target.Add(session, aggregate);
        }

        await session.CommitAsync(_run.Cause, cancellationToken);
    }

    /// <summary>Keeps what would have been written, for the rest of a dry run.</summary>
    public void Remember()
    {
        foreach ((RowGroup group, Aggregate aggregate) in _added.Concat(_changed))
        {
            _run.DryRows[(_into.Concept, _into.Source, group.Id)] = _target.Concept.ToRow(aggregate);
        }
    }

    /// <summary>Forgets what was to be added: it was not written.</summary>
    public void Forget()
    {
        foreach ((RowGroup group, _) in _added)
        {
            _run.References.Remove(_into.Concept, _into.Source, group.Id);
        }

        _run.References.Refresh();
    }

    private async Task LoadReferencesAsync(IReadOnlyList<RowGroup> groups, CancellationToken cancellationToken)
    {
        foreach (FactField field in _mapping.Schema.Fields.Where(f => f.Role == FieldRole.Reference && _mapping.IsMapped(f.Name)))
        {
            if (_run.Store.Schema.Find(field.Type.Target!) is not { } referred)
            {
                continue;
            }

            string[] values = [.. groups.SelectMany(g => g.Records).Select(r => r.Text(field.Name)).OfType<string>()];
            foreach (string source in _into.SourcesOf(field.Name))
            {
                await _run.References.LoadAsync(referred, source, values, cancellationToken);
            }
        }
    }

    private bool MustWait(RowGroup group) =>
        _target.SelfReference is { } field && group.Records[0].Text(field) is { } other && other != group.Id && _waiting.Contains(other)
        && _into.SourcesOf(field) is var sources && sources.Contains(_into.Source)
        && _run.References.Find(_into.Concept, sources, other).Count == 0;

    private void Take(RowGroup group, Row? row, ImportContext context)
    {
        Aggregate aggregate = Apply(group, row is null ? null : _target.Concept.FromRow(row), context);
        if (row is null)
        {
            _added.Add((group, aggregate));
            _run.References.Add(_into.Concept, _into.Source, group.Id, aggregate.Key);
        }
        else if (aggregate.PendingEvents.Count == 0)
        {
            Unchanged++;
        }
        else
        {
            _changed.Add((group, aggregate));
        }
    }

    private Aggregate Apply(RowGroup group, Aggregate? known, ImportContext context)
    {
        Aggregate aggregate = _target.Apply(group.Records, known, context);
        Instant at = known is null ? aggregate.PendingEvents[0].OccurredAt : context.Now;
        _target.SetAttributes(group.Records[0], aggregate, _run.Store.Schema, at);
        if (known is null)
        {
            aggregate.Identify(new ExternalId(_into.Source, group.Id), at);
        }

        return aggregate;
    }
}
