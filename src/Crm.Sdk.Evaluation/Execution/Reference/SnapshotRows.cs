using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>Which rows of a snapshot stand for which positions of the period axis, whatever filters say of them.</summary>
internal sealed class SnapshotRows
{
    private readonly BoundQuery _query;
    private readonly BoundAggregate _aggregate;
    private readonly List<Picture> _pictures = [];
    private readonly Dictionary<int, List<int>> _positions = [];

    /// <summary>Picks the rows of each position.</summary>
    public SnapshotRows(BoundAggregate aggregate, FactRow[] rows, BoundQuery query, RowInterpreter interpreter)
    {
        _query = query;
        _aggregate = aggregate;
        FactSchema schema = aggregate.Fact.Schema;
        FactSnapshot snapshot = schema.Snapshot!;
        for (int i = 0; i < rows.Length; i++)
        {
            Value at = interpreter.Evaluate(aggregate.Role!.Value, rows[i]);
            Value entity = RowInterpreter.Read(rows[i], schema.OrdinalOf(snapshot.Entity));
            if (!at.IsNull && !entity.IsNull)
            {
                Value[] parts = [.. snapshot.Parts.Select(part => RowInterpreter.Read(rows[i], schema.OrdinalOf(part)))];
                string key = string.Join('|', parts.Prepend(entity).Select(v => v.IsNull ? "-" : $"{v.Text?.Length}:{v.Text ?? v.Number.ToString()}"));
                Value spoken = aggregate.Within is { } within ? interpreter.Evaluate(within.Value, rows[i]) : Value.Null;
                _pictures.Add(new Picture(i, key, at.Number, DayOf(aggregate.Role, at.Number, query), spoken));
            }
        }

        IReadOnlyList<Placement> placements = query.PlacementsOf(aggregate.Frame, aggregate.Role);
        for (int position = 0; position < placements.Count; position++)
        {
            foreach (Picture picture in Picked(placements[position]).Where(p => SpeaksOf(position, p)))
            {
                if (!_positions.TryGetValue(picture.Row, out List<int>? known))
                {
                    _positions.Add(picture.Row, known = []);
                }

                known.Add(position);
            }
        }
    }

    /// <summary>The positions for which a row stands.</summary>
    public int[] PositionsOf(int row) => _positions.TryGetValue(row, out List<int>? positions) ? [.. positions] : [];

    /// <summary>The day of a time on which a snapshot was taken.</summary>
    public static LocalDate DayOf(BoundTimeRole role, Rational at, BoundQuery query) => role.IsDate
        ? StorageForm.ToDate((long)at.Numerator)
        : query.Calendar.DayOf(StorageForm.ToInstant((long)at.Numerator));

    private IEnumerable<Picture> Picked(Placement placement)
    {
        bool isDate = _aggregate.Role!.IsDate;
        if (placement.State != PlacementState.Readable || TimeRules.Boundary(isDate, placement.End, placement.To) is not { } end)
        {
            return [];
        }

        Rational? oldest = TimeRules.Boundary(isDate, placement.Start, placement.From);
        bool IsRecent(Picture picture) => oldest is not { } start || picture.At >= start;
        Picture[] before = [.. _pictures.Where(p => p.At < end)], recent = [.. before.Where(IsRecent)];
        switch (_aggregate.Frame.Snapshot?.Choice)
        {
            case SnapshotChoice.Exact:
                return recent.Length == 0 ? [] : LastOfEach(recent.Where(p => p.Day == recent.Max(other => other.Day)), p => p.Key);
            case SnapshotChoice.LastNonEmpty:
                return LastOfEach(recent, p => (p.Key, p.Day));
            default:
                return LastOfEach(before, p => p.Key).Where(IsRecent);
        }
    }

    private static IEnumerable<Picture> LastOfEach<T>(IEnumerable<Picture> pictures, Func<Picture, T> key) =>
        pictures.GroupBy(key).Select(same => same.MaxBy(p => p.At)!);

    private bool SpeaksOf(int position, Picture picture)
    {
        if (_aggregate.Within is not { } within)
        {
            return true;
        }

        Placement whole = _query.PlacementsOf(_aggregate.Frame.Whole, within)[position];
        return whole.State == PlacementState.Readable && TimeRules.Holds(whole, within, picture.Spoken);
    }

    private sealed class Picture(int row, string key, Rational at, LocalDate day, Value spoken)
    {
        public int Row { get; } = row;

        public string Key { get; } = key;

        public Rational At { get; } = at;

        public LocalDate Day { get; } = day;

        public Value Spoken { get; } = spoken;
    }
}
