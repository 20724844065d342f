using System.Collections.Concurrent;
using System.Globalization;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Interpretation;

/// <summary>Evaluates row expressions by walking the bound tree, one row at a time: what an expression means, not how it runs fast.</summary>
/// <remarks>
/// References are followed through the tables that the interpreter was given; their keys match by text, a numeric key in
/// invariant decimal form. Of two rows with one key, the first is found. Safe for use from several threads.
/// </remarks>
public sealed class RowInterpreter
{
    private readonly JourneyInterpreter? _journeys;
    private readonly StageInterpreter? _stages;
    private readonly Instant? _now;
    private readonly ReportingCalendar? _calendar;
    private readonly FactSet _facts;
    private readonly ConcurrentDictionary<string, Dictionary<string, FactRow>> _byKey = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Dictionary<string, List<FactRow>>> _histories = new(StringComparer.Ordinal);
    private readonly Func<BoundAsOf, FactRow, Rational?>? _moments;
    private readonly Func<BoundJourneyValue, FactRow, bool>? _holds;
    private readonly ConcurrentDictionary<BoundPart, Dictionary<(FactBatch, int), Value>> _parts = new(ReferenceEqualityComparer.Instance);
    private readonly Func<BoundFrame, bool, (Rational? From, Rational? To)?>? _stretches;
    private readonly Func<BoundConverted, Currency, FactRow, Rational?>? _rates;

    /// <summary>Creates an interpreter.</summary>
    /// <param name="facts">The tables through which references lead.</param>
    public RowInterpreter(FactSet facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        _facts = facts;
    }

    /// <summary>Creates an interpreter that also knows what <c>now</c> is, and what funnels and cohorts say of a row as of then.</summary>
    /// <param name="facts">The tables through which references lead, and with the rows of all steps.</param>
    /// <param name="calendar">The calendar of days and intervals.</param>
    /// <param name="now">Rows at or after it take no part.</param>
    public RowInterpreter(FactSet facts, ReportingCalendar calendar, Instant now)
        : this(facts)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        _journeys = new JourneyInterpreter(this, calendar, now);
        _stages = new StageInterpreter(this, calendar, now);
        _calendar = calendar;
        _now = now;
    }

    private RowInterpreter(
        RowInterpreter other, Func<BoundAsOf, FactRow, Rational?>? moments, Func<BoundJourneyValue, FactRow, bool>? holds,
        Func<BoundFrame, bool, (Rational? From, Rational? To)?>? stretches, Func<BoundConverted, Currency, FactRow, Rational?>? rates)
    {
        _rates = rates;
        _facts = other._facts;
        _byKey = other._byKey;
        _histories = other._histories;
        _journeys = other._journeys;
        _stages = other._stages;
        _calendar = other._calendar;
        _now = other._now;
        _moments = moments;
        _holds = holds;
        _parts = other._parts;
        _stretches = stretches;
    }

    /// <summary>An interpreter over the same tables that can read attributes with history.</summary>
    /// <param name="moments">
    /// For a reading and the row at which the expression stands: the moment just before which a state is looked for, in the storage form
    /// of the interval's times; null for none.
    /// </param>
    /// <param name="holds">For what a funnel is asked of a period: whether the period holds a row of its first step; null where nothing asks.</param>
    /// <param name="stretches">
    /// For a frame, and whether it is counted in days: where its stretch begins, null for anywhere, and where it ends, in the storage form
    /// of such times; null where it has no rows. Needed only for what is read over a stretch.
    /// </param>
    public RowInterpreter WithMoments(
        Func<BoundAsOf, FactRow, Rational?> moments, Func<BoundJourneyValue, FactRow, bool>? holds = null,
        Func<BoundFrame, bool, (Rational? From, Rational? To)?>? stretches = null)
    {
        ArgumentNullException.ThrowIfNull(moments);
        return new RowInterpreter(this, moments, holds, stretches, _rates);
    }

    /// <summary>An interpreter over the same tables that can convert amounts.</summary>
    /// <param name="rates">For a conversion, a currency and the row at which it stands: what one unit of the currency is worth; null where there is no rate.</param>
    public RowInterpreter WithRates(Func<BoundConverted, Currency, FactRow, Rational?> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        return new RowInterpreter(this, _moments, _holds, _stretches, rates);
    }

    /// <summary>The rows of a fact, in the order of its table.</summary>
    /// <exception cref="ArgumentException">The table has other fields than the schema.</exception>
    public IEnumerable<FactRow> Rows(FactSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        FactTable table = _facts[schema];
        bool fits = table.Schema.Fields.Count == schema.Fields.Count
            && table.Schema.Fields.Zip(schema.Fields).All(pair => pair.First.Name == pair.Second.Name && pair.First.Type.Equals(pair.Second.Type));
        return fits
            ? table.Batches.SelectMany(batch => Enumerable.Range(0, batch.Count), (batch, i) => new FactRow(batch, i))
            : throw new ArgumentException($"The table of '{schema.Name}' has other fields than the fact was bound with.", nameof(schema));
    }

    /// <summary>The value of an expression over a row.</summary>
    /// <exception cref="ArgumentException">The expression has an aggregate: it does not stand over a row.</exception>
    public Value Evaluate(BoundExpression expression, FactRow row) => expression switch
    {
        BoundLiteral literal => Operation.Of(literal),
        BoundField field => Follow(field.Path, row, out FactRow end) == PathEnd.Row ? Read(end, field.Ordinal) : Value.Null,
        BoundUnary node => Operation.Apply(node, Evaluate(node.Operand, row)),
        BoundBinary node => Operation.Apply(node, Evaluate(node.Left, row), Evaluate(node.Right, row)),
        BoundIn node => Operation.Apply(node, Evaluate(node.Operand, row)),
        BoundIsNull node => Operation.Apply(node, Evaluate(node.Operand, row)),
        BoundCall node => Operation.Apply(node, [.. node.Arguments.Select(argument => Evaluate(argument, row))]),
        BoundJourneyValue node => (_journeys ?? throw new ArgumentException("A funnel is asked as of an instant.", nameof(expression))).Evaluate(node, row, _holds),
        BoundStay node => LengthOf(node, row),
        BoundStageValue node => Known(_stages).Evaluate(node, row),
        BoundHistoryValue node => Known(_stages).Evaluate(node, row, this),
        BoundConverted node => Convert(node, row),
        BoundNow now => Now(now),
        BoundPart part => PartOf(part, row),
        null => throw new ArgumentNullException(nameof(expression)),
        _ => throw new ArgumentException($"{expression.GetType().Name} does not stand over a row.", nameof(expression)),
    };

    /// <summary>How long the stretch of a frame is, in microseconds; null where it has no beginning or no rows.</summary>
    public Value LengthOf(BoundSpan span)
    {
        ArgumentNullException.ThrowIfNull(span);
        return StretchOf(span.Frame, span.IsOfDays) is { From: { } from, To: { } to } ? Value.Of((to - from) * UnitOf(span.IsOfDays)) : Value.Null;
    }

    private Value LengthOf(BoundStay stay, FactRow row)
    {
        Value begins = Read(row, stay.FromOrdinal), ends = Read(row, stay.ToOrdinal);
        if (begins.IsNull || StretchOf(stay.Frame, stay.IsOfDays) is not { To: { } last } stretch)
        {
            return Value.Null;
        }

        Rational from = stretch.From is { } first && first > begins.Number ? first : begins.Number;
        Rational to = !ends.IsNull && ends.Number < last ? ends.Number : last;
        return Value.Of(to > from ? (to - from) * UnitOf(stay.IsOfDays) : Rational.Zero);
    }

    private (Rational? From, Rational? To)? StretchOf(BoundFrame frame, bool isOfDays) =>
        (_stretches ?? throw new InvalidOperationException("This interpreter knows no period."))(frame, isOfDays);

    private static T Known<T>(T? interpreter)
        where T : class => interpreter ?? throw new ArgumentException("The history of an entity is asked as of an instant.");

    private static Rational UnitOf(bool isOfDays) => isOfDays ? StorageForm.MicrosecondsPerDay : 1;

    private Value Convert(BoundConverted node, FactRow row)
    {
        Func<BoundConverted, Currency, FactRow, Rational?> rates = _rates ?? throw new InvalidOperationException("This interpreter has no rates.");
        Value amount = Evaluate(node.Operand, row);
        return !amount.IsNull && node.CurrencyOf(node.Code is null ? null : Evaluate(node.Code, row).Text) is { } currency && rates(node, currency, row) is { } factor
            ? Value.Of(node.Apply(amount.Number, factor))
            : Value.Null;
    }

    /// <summary>What <c>now</c> is.</summary>
    /// <exception cref="ArgumentException">The interpreter was created without it.</exception>
    public Value Now(BoundNow now)
    {
        ArgumentNullException.ThrowIfNull(now);
        return _now is { } instant
            ? Value.Of((Rational)(now.IsDay ? StorageForm.Of(_calendar!.DayOf(instant)) : StorageForm.Of(instant)))
            : throw new ArgumentException("'now' is known as of an instant.", nameof(now));
    }

    /// <summary>An interpreter that also knows the rows of attributions, which follow from those of other facts: a table of them is not looked at.</summary>
    /// <param name="attributions">The attributions; the tables of their outcomes and touches are among those that the interpreter was given.</param>
    public RowInterpreter WithAttributions(IEnumerable<BoundAttribution> attributions)
    {
        ArgumentNullException.ThrowIfNull(attributions);
        FactTable[] tables = [.. attributions.Select(a => AttributionInterpreter.RowsOf(a, this))];
        FactSet facts = new([.. _facts.Tables.Where(t => !Array.Exists(tables, own => own.Schema.Name == t.Schema.Name)), .. tables]);
        RowInterpreter known = _calendar is null ? new RowInterpreter(facts) : new RowInterpreter(facts, _calendar, _now!.Value);
        return tables.Length == 0 ? this : new RowInterpreter(known, _moments, _holds, _stretches, _rates);
    }

    private Value PartOf(BoundPart part, FactRow row) =>
        _parts.GetOrAdd(part, p => AttributionInterpreter.PartsOf(p, this)).GetValueOrDefault((row.Batch, row.Index), Value.Null);

    /// <summary>Whether a condition is true of a row; a missing condition is, an unknown outcome is not.</summary>
    public bool Passes(BoundExpression? condition, FactRow row) => condition is null || Evaluate(condition, row).IsTrue;

    /// <summary>The value of a stored field.</summary>
    public static Value Read(FactRow row, int ordinal)
    {
        FactColumn column = row.Batch.Columns[ordinal];
        if (column is TextColumn texts)
        {
            return Value.Of(texts[row.Index]);
        }

        return column.IsNull(row.Index)
            ? Value.Null
            : Value.Of(Rational.FromScaled(((NumberColumn)column).Values[row.Index], row.Batch.Schema.Fields[ordinal].Type.Scale));
    }

    /// <summary>The key of a row as text.</summary>
    public static string? KeyOf(FactRow row)
    {
        FactSchema schema = row.Batch.Schema;
        Value key = Read(row, schema.OrdinalOf(schema.Key.Name));
        return key.IsNull ? null : key.Text ?? key.Number.Numerator.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Follows references from a row.</summary>
    /// <param name="path">The references; when empty, the row itself is the end.</param>
    /// <param name="row">Where to begin.</param>
    /// <param name="end">The last row that was reached: the end of the path, or the row with the reference that is null or dangles.</param>
    public PathEnd Follow(IReadOnlyList<BoundReference> path, FactRow row, out FactRow end)
    {
        ArgumentNullException.ThrowIfNull(path);
        end = row;
        for (int i = 0; i < path.Count; i++)
        {
            if (path[i].AsOf is { } asOf)
            {
                if (!TryFind(asOf, end, row, out FactRow state))
                {
                    return PathEnd.Null;
                }

                end = state;
                continue;
            }

            if (Read(end, path[i].Ordinal).Text is not { } key)
            {
                return PathEnd.Null;
            }

            if (!TryFind(path[i].To, key, out FactRow next))
            {
                return PathEnd.Dangling;
            }

            end = next;
        }

        return PathEnd.Row;
    }

    /// <summary>
    /// The key at the end of a path: that of the row itself when the path is empty, else what the last reference holds, whether
    /// or not a row has that key; null when a reference is null or one before the last dangles.
    /// </summary>
    public string? KeyAt(IReadOnlyList<BoundReference> path, FactRow row)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Count == 0)
        {
            return KeyOf(row);
        }

        return Follow([.. path.SkipLast(1)], row, out FactRow last) == PathEnd.Row ? Read(last, path[^1].Ordinal).Text : null;
    }

    /// <summary>Finds the row with a key.</summary>
    public bool TryFind(FactSchema schema, string key, out FactRow row)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return _byKey.GetOrAdd(schema.Name, static (_, from) => from.Self.Index(from.Schema), (Self: this, Schema: schema)).TryGetValue(key, out row);
    }

    // The row of an entity's history that is in force just before a moment; the first, should there be several.
    private bool TryFind(BoundAsOf asOf, FactRow entity, FactRow start, out FactRow state)
    {
        state = default;
        if (_moments is null)
        {
            throw new InvalidOperationException("This interpreter knows no time at which an attribute could be read.");
        }

        if (_moments(asOf, start) is not { } moment || KeyOf(entity) is not { } key
            || !_histories.GetOrAdd(asOf.History.Name, _ => HistoriesOf(asOf)).TryGetValue(key, out List<FactRow>? rows))
        {
            return false;
        }

        foreach (FactRow row in rows)
        {
            Value from = Read(row, asOf.FromOrdinal), to = Read(row, asOf.ToOrdinal);
            if (!from.IsNull && from.Number < moment && (to.IsNull || to.Number >= moment))
            {
                state = row;
                return true;
            }
        }

        return false;
    }

    private Dictionary<string, List<FactRow>> HistoriesOf(BoundAsOf asOf) => Rows(asOf.History)
        .Where(row => Read(row, asOf.EntityOrdinal).Text is not null)
        .GroupBy(row => Read(row, asOf.EntityOrdinal).Text!, StringComparer.Ordinal)
        .ToDictionary(rows => rows.Key, rows => rows.ToList(), StringComparer.Ordinal);

    private Dictionary<string, FactRow> Index(FactSchema schema)
    {
        var rows = new Dictionary<string, FactRow>(StringComparer.Ordinal);
        foreach (FactRow row in Rows(schema))
        {
            if (KeyOf(row) is { } key)
            {
                rows.TryAdd(key, row);
            }
        }

        return rows;
    }
}
