using NodaTime;

namespace Crm.Sdk.Facts;

/// <summary>Writes down what became known of facts, position by position: rows that are so from then on, rows that are otherwise, rows that are not so.</summary>
/// <remarks>Call <see cref="Commit"/>, then <see cref="Put"/> and <see cref="Retract(FactRecord)"/> for what it brings. Not safe for use from several threads.</remarks>
public sealed class FactHistoryBuilder
{
    private readonly FactSchema[] _schemas;
    private readonly Dictionary<string, Lane> _lanes;
    private readonly List<FactCommit> _commits = [];

    /// <summary>Creates an empty history.</summary>
    /// <param name="schemas">The facts whose rows come.</param>
    /// <exception cref="ArgumentException">Two facts have one name.</exception>
    public FactHistoryBuilder(params IEnumerable<FactSchema> schemas)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        _schemas = [.. schemas];
        _lanes = _schemas.ToDictionary(s => s.Name, _ => new Lane(), StringComparer.Ordinal);
    }

    /// <summary>The position to which rows are written; 0 before the first.</summary>
    public long Position => _commits.Count == 0 ? 0 : _commits[^1].Position;

    /// <summary>Goes on to the next position.</summary>
    /// <param name="position">The position: above 0, and above all before it; gaps are as good as none.</param>
    /// <param name="recordedAt">When it was committed. A time before that of an earlier position counts as that one.</param>
    /// <param name="cause">What it is a part of, such as an import; null for nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is not behind the last one.</exception>
    public FactHistoryBuilder Commit(long position, Instant recordedAt, string? cause = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(position, Position);
        Instant known = _commits.Count > 0 && _commits[^1].RecordedAt > recordedAt ? _commits[^1].RecordedAt : recordedAt;
        _commits.Add(new FactCommit(position, known, cause));
        return this;
    }

    /// <summary>A row is so from this position on: a new one, or another version of the one with its identity. One that is so already changes nothing.</summary>
    /// <exception cref="InvalidOperationException">No position was begun.</exception>
    /// <exception cref="ArgumentException">The history is not of that fact.</exception>
    public FactHistoryBuilder Put(FactRecord row)
    {
        ArgumentNullException.ThrowIfNull(row);
        LaneOf(row.Schema).Put(FactHistory.IdentityOf(row), row, Position);
        return this;
    }

    /// <summary>The row with that identity is not so from this position on. Nothing happens when there is none.</summary>
    /// <param name="row">A version of the row; the history may have another one.</param>
    /// <exception cref="InvalidOperationException">No position was begun.</exception>
    /// <exception cref="ArgumentException">The history is not of that fact.</exception>
    public FactHistoryBuilder Retract(FactRecord row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Retract(row.Schema, FactHistory.IdentityOf(row));
    }

    /// <summary>The row with that identity is not so from this position on. Nothing happens when there is none.</summary>
    /// <param name="schema">The fact.</param>
    /// <param name="key">See <see cref="FactHistory.IdentityOf"/>: the key, unless the fact is a state without one.</param>
    /// <exception cref="InvalidOperationException">No position was begun.</exception>
    /// <exception cref="ArgumentException">The history is not of that fact.</exception>
    public FactHistoryBuilder Retract(FactSchema schema, string key)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(key);
        LaneOf(schema).Close(key, Position);
        return this;
    }

    /// <summary>The history so far. More may be written afterwards, which it does not see.</summary>
    public FactHistory ToHistory() => new(
        [.. _schemas], _lanes.ToDictionary(l => l.Key, l => l.Value.Versions(), StringComparer.Ordinal), [.. _commits]);

    private Lane LaneOf(FactSchema schema)
    {
        if (_commits.Count == 0)
        {
            throw new InvalidOperationException($"Say with {nameof(Commit)} at which position it became known.");
        }

        return Array.Exists(_schemas, s => ReferenceEquals(s, schema)) ? _lanes[schema.Name]
            : throw new ArgumentException($"There is no history of the fact '{schema.Name}', or of another one with that name.", nameof(schema));
    }

    // The versions of one fact's rows.
    private sealed class Lane
    {
        private readonly List<(FactRecord Row, long From, long? To)> _versions = [];
        private readonly Dictionary<string, int> _current = new(StringComparer.Ordinal);

        public void Put(string identity, FactRecord row, long position)
        {
            if (_current.TryGetValue(identity, out int at))
            {
                if (_versions[at].Row.Equals(row))
                {
                    return;
                }

                Close(identity, position);
            }

            _current[identity] = _versions.Count;
            _versions.Add((row, position, null));
        }

        public void Close(string identity, long position)
        {
            if (_current.Remove(identity, out int at))
            {
                _versions[at] = _versions[at] with { To = position };
            }
        }

        // What came and went at one position was known at none.
        public IReadOnlyList<FactVersion> Versions() => [.. _versions.Where(v => v.From != v.To).Select(v => new FactVersion(v.Row, v.From, v.To))];
    }
}
