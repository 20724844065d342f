using System.Collections.Concurrent;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Interpretation;

/// <summary>What the rows of an interval say of one another and of their entity, as their rules are written.</summary>
/// <param name="interpreter">Reads rows.</param>
/// <param name="calendar">The calendar of days.</param>
/// <param name="now">Rows that begin at or after it are not there.</param>
internal sealed class StageInterpreter(RowInterpreter interpreter, ReportingCalendar calendar, Instant now)
{
    private readonly ConcurrentDictionary<string, Dictionary<(FactBatch, int), bool[]>> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<BoundHistoryValue, Dictionary<string, List<(Rational From, Rational? To)>>> _histories = new();

    /// <summary>Whether a row is an entry, or one that converted.</summary>
    public Value Evaluate(BoundStageValue value, FactRow row)
    {
        var rows = _entries.GetOrAdd(value.Asking(StageQuestion.IsEntry).ToString(), _ => EntriesOf(value));
        return rows.TryGetValue((row.Batch, row.Index), out bool[]? known) ? Value.Of(known[(int)value.Question] ? Rational.One : Rational.Zero) : Value.Null;
    }

    /// <summary>What a history says of the entity of a row, whose times <paramref name="reader"/> reads as of its period.</summary>
    public Value Evaluate(BoundHistoryValue value, FactRow row, RowInterpreter reader)
    {
        if (interpreter.Follow(value.Entity.Path, row, out FactRow entity) != PathEnd.Row || RowInterpreter.KeyOf(entity) is not { } key)
        {
            return Value.Null;
        }

        List<(Rational From, Rational? To)> rows = _histories.GetOrAdd(value, HistoriesOf).GetValueOrDefault(key) ?? [];
        if (value.Question != HistoryQuestion.TimeIn)
        {
            return rows.Count == 0 ? Value.Null : Value.Of(value.Question == HistoryQuestion.FirstEntry ? rows.Min(r => r.From) : rows.Max(r => r.From));
        }

        Value from = reader.Evaluate(value.From!, row), to = reader.Evaluate(value.To!, row);
        if (from.IsNull || to.IsNull)
        {
            return Value.Null;
        }

        Rational end = to.Number < End(value.IsOfDays) ? to.Number : End(value.IsOfDays);
        Rational sum = rows.Aggregate(Rational.Zero, (all, r) => all + Common(r, from.Number, end));
        return Value.Of(value.IsOfDays ? sum * StorageForm.MicrosecondsPerDay : sum);
    }

    private static Rational Common((Rational From, Rational? To) row, Rational from, Rational to)
    {
        Rational first = row.From > from ? row.From : from, last = row.To is { } end && end < to ? end : to;
        return last > first ? last - first : Rational.Zero;
    }

    // In whole microseconds, and in days the first that has not begun.
    private Rational End(bool isOfDays) => isOfDays ? StorageForm.Of(calendar.FirstDayToCome(now)) : StorageForm.Of(now);

    private bool IsPast(Rational from, bool isOfDays) =>
        isOfDays ? from < StorageForm.Of(calendar.FirstDayToCome(now)) : StorageForm.ToInstant((long)from.Numerator) < now;

    private Dictionary<string, List<(Rational From, Rational? To)>> HistoriesOf(BoundHistoryValue value) => interpreter.Rows(value.History.Schema)
        .Where(row => interpreter.Passes(value.Filter, row))
        .Select(row => (Key: RowInterpreter.Read(row, value.EntityOrdinal), From: RowInterpreter.Read(row, value.FromOrdinal), To: RowInterpreter.Read(row, value.ToOrdinal)))
        .Where(row => !row.Key.IsNull && !row.From.IsNull && IsPast(row.From.Number, value.IsOfDays))
        .GroupBy(row => row.Key.Text!, StringComparer.Ordinal)
        .ToDictionary(own => own.Key, own => own.Select(r => (r.From.Number, r.To.IsNull ? (Rational?)null : r.To.Number)).ToList(), StringComparer.Ordinal);

    private Dictionary<(FactBatch, int), bool[]> EntriesOf(BoundStageValue value)
    {
        FactInterval interval = value.Fact.Interval!;
        int entity = value.Fact.OrdinalOf(interval.Entity), from = value.Fact.OrdinalOf(interval.From), to = value.Fact.OrdinalOf(interval.To);
        bool isOfDays = value.Fact.Fields[from].Type.Kind == DataKind.Date;
        var answers = new Dictionary<(FactBatch, int), bool[]>();
        var entities = interpreter.Rows(value.Fact)
            .Select(row => (Row: row, Key: RowInterpreter.Read(row, entity), From: RowInterpreter.Read(row, from), To: RowInterpreter.Read(row, to)))
            .Where(row => !row.Key.IsNull && !row.From.IsNull && IsPast(row.From.Number, isOfDays))
            .Select(row => (row.Row, Key: row.Key.Text!, From: row.From.Number, To: row.To.IsNull ? (Rational?)null : row.To.Number, Rank: RankOf(value, row.Row)))
            .GroupBy(row => row.Key, StringComparer.Ordinal);
        foreach (var own in entities)
        {
            var all = own.OrderBy(r => r.From).ThenBy(r => r.To is null).ThenBy(r => r.To).ThenBy(r => r.Rank < 0).ThenBy(r => r.Rank).ToList();
            all.ForEach(r => answers[(r.Row.Batch, r.Row.Index)] = new bool[2]);

            // The rows on the way, with whether each goes on just where the one before ended.
            var way = all.Select((r, i) => (r.Row, r.Rank, GoesOn: i > 0 && all[i - 1].Rank == r.Rank && all[i - 1].To == r.From)).Where(r => r.Rank >= 0).ToList();
            int[] entries = [.. Enumerable.Range(0, way.Count).Where(i => IsEntry(value, i == 0 ? -1 : way[i - 1].Rank, way[i].Rank, way[i].GoesOn)).Take(value.IsFirstOnly ? 1 : int.MaxValue)];
            for (int e = 0; e < entries.Length; e++)
            {
                int next = e + 1 < entries.Length ? entries[e + 1] : way.Count;
                bool isConverted = way.Take(next).Skip(entries[e]).Any(r => value.ExcludesSkips ? r.Rank == value.To : r.Rank >= value.To);
                answers[(way[entries[e]].Row.Batch, way[entries[e]].Row.Index)] = [true, isConverted];
            }
        }

        return answers;
    }

    private int RankOf(BoundStageValue value, FactRow row) =>
        interpreter.Evaluate(value.Stage, row).Text is { } stage ? value.Stages.ToList().IndexOf(stage) : -1;

    private static bool IsEntry(BoundStageValue value, int before, int rank, bool goesOn) => rank == value.From
        ? before < rank || (before == rank ? !goesOn : !value.IgnoresBackward)
        : rank > value.From && before < value.From && !value.ExcludesSkips;
}
