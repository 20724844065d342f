using Crm.Sdk.Aggregates;
using Crm.Sdk.Import.Targets;
using Crm.Sdk.Storage;

namespace Crm.Sdk.Import.Aggregates;

/// <summary>What an import did to one aggregate, as its events tell.</summary>
internal sealed class SubjectHistory
{
    private const string AttributePrefix = "attributes.";

    private readonly Dictionary<string, (object? Former, object? Left)> _changes = new(StringComparer.Ordinal);
    private readonly ImportTarget _target;
    private Dictionary<string, object?> _left = [];

    /// <summary>Reads the events.</summary>
    /// <param name="target">How the state of such aggregates is told.</param>
    /// <param name="schema">Knows the events.</param>
    /// <param name="cause">The cause of the import's commits.</param>
    /// <param name="entries">All events of the aggregate, in order.</param>
    public SubjectHistory(ImportTarget target, CrmSchema schema, string cause, IReadOnlyList<LogEntry> entries)
    {
        _target = target;
        Id = entries[0].Subject;
        WasAdded = entries[0].Cause == cause;
        IsOfOthersSince = CausesThatStand(entries.Where(e => e.Cause != cause)).Any();
        var events = entries.Select(e => e.Read(schema)).ToList();
        IsKnown = !events.Contains(null);
        for (int i = 0; IsKnown && i < entries.Count; i++)
        {
            if (entries[i].Cause != cause)
            {
                continue;
            }

            int end = i;
            while (end < entries.Count && entries[end].Cause == cause)
            {
                end++;
            }

            _left = StateAfter(events!, end);
            TakeChanges(i == 0 ? [] : StateAfter(events!, i), _left);
            i = end - 1;
        }
    }

    public Guid Id { get; }

    /// <summary>Whether the import added the aggregate.</summary>
    public bool WasAdded { get; }

    /// <summary>Whether this version knows all events of the aggregate.</summary>
    public bool IsKnown { get; }

    /// <summary>For an aggregate that the import added: whether others did something to it that was not taken back.</summary>
    public bool IsOfOthersSince { get; }

    public ImportTarget Target => _target;

    /// <summary>The key of the attribute that a name of the state stands for; null when it stands for something else.</summary>
    public static string? AttributeOf(string name) => name.StartsWith(AttributePrefix, StringComparison.Ordinal) ? name[AttributePrefix.Length..] : null;

    /// <summary>The state of an aggregate by name, attributes included.</summary>
    public Dictionary<string, object?> StateOf(Aggregate aggregate)
    {
        var state = _target.State(aggregate).ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal);
        foreach (string key in aggregate.Attributes.Keys)
        {
            state[AttributePrefix + key] = aggregate.Attributes[key];
        }

        return state;
    }

    /// <summary>The values that an aggregate is to get back, and the names of those that others have changed since.</summary>
    public (Dictionary<string, object?> Wanted, List<string> Conflicts) CompareWith(Aggregate aggregate)
    {
        Dictionary<string, object?> now = StateOf(aggregate);
        var wanted = new Dictionary<string, object?>(StringComparer.Ordinal);
        var conflicts = new List<string>();
        foreach ((string name, (object? former, object? left)) in _changes)
        {
            object? value = now.GetValueOrDefault(name);
            if (Equals(value, former))
            {
                continue;
            }

            if (Equals(value, left))
            {
                wanted[name] = former;
            }
            else
            {
                conflicts.Add(name);
            }
        }

        return (wanted, conflicts);
    }

    /// <summary>Whether an aggregate that the import added is still as it was left.</summary>
    public bool IsAsLeft(Aggregate aggregate)
    {
        Dictionary<string, object?> now = StateOf(aggregate);
        return now.Keys.Union(_left.Keys, StringComparer.Ordinal).All(name => Equals(now.GetValueOrDefault(name), _left.GetValueOrDefault(name)));
    }

    // What another import did and its revert took back does not count.
    private static IEnumerable<string> CausesThatStand(IEnumerable<LogEntry> others)
    {
        string[] causes = [.. others.Select(e => e.Cause ?? "").Distinct(StringComparer.Ordinal)];
        return causes.Where(c => !c.StartsWith(ImportRevert.CausePrefix, StringComparison.Ordinal)
            && !(c.StartsWith(ImportRun.CausePrefix, StringComparison.Ordinal) && causes.Contains(ImportRevert.CausePrefix + c[ImportRun.CausePrefix.Length..])));
    }

    private void TakeChanges(Dictionary<string, object?> before, Dictionary<string, object?> after)
    {
        foreach (string name in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            object? was = before.GetValueOrDefault(name), left = after.GetValueOrDefault(name);
            if (!Equals(was, left))
            {
                bool continues = _changes.TryGetValue(name, out var earlier) && Equals(earlier.Left, was);
                _changes[name] = (continues ? earlier.Former : was, left);
            }
        }
    }

    private Dictionary<string, object?> StateAfter(List<DomainEvent> events, int count) => StateOf(_target.Concept.Replay(Id, events.Take(count)));
}
