using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;

namespace Crm.Sdk.Evaluation.Execution.Reference;

/// <summary>The evaluation of one query: rows are read and placed, then each aggregate is computed in each cell.</summary>
internal sealed partial class QueryEvaluation
{
    private readonly BoundQuery _query;
    private readonly CancellationToken _ct;
    private readonly RowInterpreter _interpreter;
    private readonly TimeRules _time;
    private readonly DimensionMembers[] _dimensions;
    private readonly Dictionary<BoundFact, FactRows> _rows = [];
    private readonly Dictionary<BoundAggregate, MatchedRows> _matched = [];
    private readonly Dictionary<BoundAggregate, int[][]> _members = [];
    private readonly Dictionary<BoundAggregate, DailyReadings> _daily = [];
    private readonly CellGrid _grid;

    /// <summary>Reads and places the rows.</summary>
    public QueryEvaluation(BoundQuery query, FactSet facts, CancellationToken ct)
    {
        _query = query;
        _ct = ct;
        _interpreter = new RowInterpreter(facts, query.Calendar, query.Now).WithAttributions(query.Attributions);
        _time = new TimeRules(query);
        BoundAggregate[] aggregates = [.. query.Metrics.SelectMany(metric => metric.Value.Aggregates()).Distinct()];
        BoundFact[] entities = [.. query.Metrics.SelectMany(metric => metric.Value.Eaches()).Where(e => e.IncludingEmpty).Select(e => e.Entity).Distinct()];
        BoundFact[] used = [.. aggregates.Select(aggregate => aggregate.Fact).Concat(entities).Distinct()];

        _dimensions = [.. query.Dimensions.Select(dimension => new DimensionMembers(dimension, query.Model, _interpreter))];
        var allTime = new TimeRules(BoundQuery.AllTime(query.Model, query.Calendar, query.Now));
        var segments = query.Segments.Select(use => (Use: use, Members: SegmentMembers.Of(use.Segment, allTime, _interpreter, ct))).ToArray();
        foreach (BoundFact fact in used)
        {
            Func<FactRow, bool>[] tests =
                [.. segments.Select(s => (Func<FactRow, bool>)(row => _interpreter.KeyAt(s.Use.PathFrom(fact), row) is { } key && s.Members.Contains(key)))];
            _rows.Add(fact, new FactRows(fact, _interpreter, _dimensions, tests));
        }

        foreach (BoundAggregate aggregate in aggregates)
        {
            var matched = new MatchedRows(aggregate, _rows[aggregate.Fact].Rows, _time, _interpreter, ct);
            _matched.Add(aggregate, matched);
            if (aggregate.OfDay is not null)
            {
                _daily.Add(aggregate, new DailyReadings(aggregate, query, _rows[aggregate.Fact], _interpreter, ct));
                _daily[aggregate].Read(_dimensions);
                continue;
            }

            _members.Add(aggregate, [.. _dimensions.Select((dimension, d) => MembersOf(aggregate, matched, dimension, d))]);
            Show(_members[aggregate]);
            if (aggregate.Unrated is { } unrated)
            {
                MatchedRows lacking = new(unrated, _rows[unrated.Fact].Rows, _time, _interpreter, ct);
                _matched.Add(unrated, lacking);
                _members.Add(unrated, [.. _dimensions.Select((dimension, d) => MembersOf(unrated, lacking, dimension, d))]);
            }
        }

        foreach (BoundFact entity in entities)
        {
            Show([.. _dimensions.Select((_, d) => Enumerable.Range(0, _rows[entity].Rows.Length).Select(row => _rows[entity].MemberOf(d, row)).ToArray())]);
        }

        QueryGuard.CheckSize(query, _dimensions.Select(dimension => dimension.Shown));
        Axes = [PeriodAxis(query), .. _dimensions.Select(dimension => dimension.ToAxis()), SegmentAxis(query)];
        _grid = new CellGrid(Axes.Select(axis => axis.Members.Count));
    }

    /// <summary>Periods, dimensions, segments.</summary>
    public IReadOnlyList<CubeAxis> Axes { get; }

    /// <summary>Cells of one metric.</summary>
    public int CellCount => _grid.Count;

    /// <summary>The aggregates and eaches of a formula in reading order, each where it stands.</summary>
    public static IEnumerable<BoundExpression> Leaves(BoundExpression node) =>
        node is BoundAggregate or BoundEach or BoundSpan or BoundNow ? [node] : node.Children().SelectMany(Leaves);

    /// <summary>For each cell the one at which a formula that is read over a total is computed.</summary>
    public int[] CellsOver(BoundOver over)
    {
        IReadOnlyList<bool> kept = _query.Kept(over);
        return [.. Enumerable.Range(0, _grid.Count).Select(cell => _grid.AtTotals(cell, axis => axis > 0 && axis <= kept.Count && !kept[axis - 1]))];
    }

    /// <summary>Matching rows of a formula's aggregates, every occurrence, that have no time where they would need one.</summary>
    public long UndatedOf(BoundExpression formula) => formula.Aggregates().Sum(aggregate => _matched[aggregate].Undated);

    /// <summary>What an aggregate or an <c>each</c> gives in every cell.</summary>
    public Outcome[] Compute(BoundExpression leaf) => leaf switch
    {
        BoundAggregate aggregate => Compute(aggregate),
        BoundEach each => Compute(each),
        BoundSpan span => ForEachCell(cell => _time.LengthOf(span, _grid.PeriodOf(cell), _interpreter)),
        BoundNow now => ForEachCell(_ => Outcome.Constant(_interpreter.Now(now))),
        _ => throw new ArgumentException($"{leaf.GetType().Name} is no aggregate.", nameof(leaf)),
    };

    private static CubeAxis PeriodAxis(BoundQuery query) => new(
        "period",
        AxisKind.Period,
        [.. query.Periods.Select(p => new AxisMember(p.Label, MemberKind.Value)), new AxisMember(AxisMember.TotalLabel, MemberKind.Total)]);

    private static CubeAxis SegmentAxis(BoundQuery query) => new(
        "segment",
        AxisKind.Segment,
        [.. query.Segments.Select(s => new AxisMember(s.Segment.Name, MemberKind.Value)), new AxisMember(AxisMember.AllLabel, MemberKind.Total)]);

    private Outcome[] Compute(BoundAggregate aggregate)
    {
        if (_daily.TryGetValue(aggregate, out DailyReadings? daily))
        {
            Func<int, Outcome> ofCell = daily.Compute(Axes, _grid, _dimensions);
            return ForEachCell(cell => _time.Judge(ofCell(cell), _grid.PeriodOf(cell), aggregate));
        }

        Value[] operands = _matched[aggregate].Operands();
        bool[] ended = aggregate.Ended is null ? [] : _matched[aggregate].Ended();
        NodaTime.LocalDate?[] days = _matched[aggregate].Days();
        IReadOnlyList<int>[] cells = Spread(aggregate);
        IReadOnlyList<int>[][] lacking = Lacking([aggregate]);
        return ForEachCell(cell =>
        {
            IReadOnlyList<int> rows = MatchedRows.OfLastDay(cells[cell], row => days[row], row => operands[row]);
            Value[] own = [.. rows.Select(row => operands[row])];
            Outcome outcome = aggregate.Ended is null
                ? Aggregation.Of(aggregate.Kind, aggregate.Probability, aggregate.Method, own)
                : Lifetimes.Of(aggregate, own, [.. rows.Select(row => ended[row])]);
            return _time.Judge(Rated(outcome, lacking, cell), _grid.PeriodOf(cell), aggregate);
        });
    }

    private Outcome[] Compute(BoundEach each)
    {
        var inner = each.Aggregates.Distinct()
            .Select(a => (Aggregate: a, Rows: _matched[a].Entities().Zip(_matched[a].Operands(), _matched[a].Days()).ToArray(), Cells: Spread(a))).ToArray();
        FactRow[] own = each.IncludingEmpty ? _rows[each.Entity].Rows : [];
        IReadOnlyList<int>[][] lacking = Lacking(each.Aggregates);
        int[] everywhere = [.. Enumerable.Range(0, _time.Count)];
        IReadOnlyList<int>[] ownCells = Spread(each.Entity, Enumerable.Range(0, own.Length), _ => everywhere, (d, row) => _rows[each.Entity].MemberOf(d, row));
        return ForEachCell(cell =>
        {
            var outcomes = new EntityOutcomes(each.Entity, _time.At(_grid.PeriodOf(cell), _interpreter));
            foreach (var (aggregate, rows, cells) in inner)
            {
                outcomes.Add(aggregate, cells[cell].Select(row => rows[row]));
            }

            Value[] values = [.. outcomes.NotEmpty()
                .Union(ownCells[cell].Select(row => RowInterpreter.KeyOf(own[row])).OfType<string>(), StringComparer.Ordinal)
                .Where(entity => each.Condition is null || outcomes.Evaluate(each.Condition, entity).IsTrue)
                .Select(entity => each.Value is null ? Aggregation.Row : outcomes.Evaluate(each.Value, entity))];
            Outcome outcome = Aggregation.Of(each.Kind, each.Probability, each.Method, values);
            return _time.Judge(Rated(outcome, lacking, cell), _grid.PeriodOf(cell), each.Aggregates);
        });
    }

    // For each aggregate that converts, and each cell, the rows whose amounts have no rate.
    private IReadOnlyList<int>[][] Lacking(IEnumerable<BoundAggregate> aggregates) =>
        [.. aggregates.Select(a => a.Unrated).OfType<BoundAggregate>().Distinct().Select(Spread)];

    private static Outcome Rated(Outcome outcome, IReadOnlyList<int>[][] lacking, int cell) =>
        Array.Exists(lacking, rows => rows[cell].Count > 0) ? outcome with { Value = Value.Null, Reason = CellReason.NoRate, Flags = outcome.Flags & ~CellFlags.Empty } : outcome;

    private Outcome[] ForEachCell(Func<int, Outcome> compute)
    {
        var outcomes = new Outcome[_grid.Count];
        for (int cell = 0; cell < outcomes.Length; cell++)
        {
            _ct.ThrowIfCancellationRequested();
            outcomes[cell] = compute(cell);
        }

        return outcomes;
    }

    // A member that does not depend on when the row is read is known already.
    private int[] MembersOf(BoundAggregate aggregate, MatchedRows matched, DimensionMembers dimension, int number) =>
        [.. matched.Rows.Select((row, entry) => dimension.Reads(aggregate.Fact)
            ? dimension.MemberOf(aggregate, _rows[aggregate.Fact].Rows[row], matched.InterpreterOf(entry))
            : _rows[aggregate.Fact].MemberOf(number, row))];

    private void Show(int[][] members)
    {
        for (int d = 0; d < _dimensions.Length; d++)
        {
            foreach (int member in members[d])
            {
                _dimensions[d].Show(member);
            }
        }
    }

    // Numbers in a cell count the matched rows, not the rows of the table.
    private IReadOnlyList<int>[] Spread(BoundAggregate aggregate)
    {
        MatchedRows matched = _matched[aggregate];
        return Spread(aggregate.Fact, matched.Rows, i => matched.Periods[i], (d, i) => _members[aggregate][d][i]);
    }

    private IReadOnlyList<int>[] Spread(BoundFact fact, IEnumerable<int> rows, Func<int, int[]> periodsOf, Func<int, int, int> memberOf)
    {
        int[] numbers = [.. rows];
        return _grid.Spread(numbers.Length, i =>
        [
            periodsOf(i),
            .. _dimensions.Select((dimension, d) => dimension.PositionsOf(memberOf(d, i))),
            _rows[fact].SegmentsOf(numbers[i]),
        ]);
    }
}
