using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Time;

namespace Crm.Sdk.Evaluation.Targets;

/// <summary>Asks for the cells that a target needs.</summary>
internal sealed class TargetSource(BoundTarget target, TargetQuery query, ReportingCalendar calendar, Func<MetricQuery, Cube> ask)
{
    /// <summary>The cells of a stretch of time, as a whole or cut at a level.</summary>
    public CellSet Of(ReportingPeriod stretch, Grain? grain) => new(target, grain is { } level ? calendar.Periods(stretch.Start, stretch.End, level) : [stretch], ask(new MetricQuery
    {
        Metrics = [target.Actual.Name], From = stretch.Start, To = stretch.End, Grain = grain, By = [.. target.Declaration.Per.Select(d => d.FullName)],
        Segments = target.Segment is { } segment ? [segment.Name] : [], Calendar = calendar, Rates = query.Rates, Now = query.Now, KnownAt = query.KnownAt, AtPosition = query.AtPosition,
    }));

    /// <summary>The members that the target is set per: those that have rows in one of two stretches; a single one without labels when it is set for all.</summary>
    public IEnumerable<IReadOnlyList<string>> Members(CellSet first, CellSet? second)
    {
        IReadOnlyList<IReadOnlyList<string>> all = [[]];
        for (int i = 0; i < target.Declaration.Per.Count; i++)
        {
            int axis = i;
            string[] labels = [.. first.Labels(axis).Concat(second?.Labels(axis) ?? []).Distinct(StringComparer.Ordinal)];
            all = [.. all.SelectMany(m => labels.Select(l => (IReadOnlyList<string>)[.. m, l]))];
        }

        return all.Where(m => m.Count == 0 || first.HasRows(m) || second?.HasRows(m) == true);
    }
}

/// <summary>The cells of what a target watches over one stretch of time.</summary>
internal sealed class CellSet
{
    private readonly BoundTarget? _target;
    private readonly Cube? _cube;

    public CellSet(BoundTarget target, IReadOnlyList<ReportingPeriod> periods, Cube cube)
    {
        _target = target;
        _cube = cube;
        Periods = periods;
    }

    private CellSet() => Periods = [];

    /// <summary>The cells of a stretch that has not begun.</summary>
    public static CellSet NotYet { get; } = new();

    /// <summary>The periods into which the stretch was cut; itself where it was not.</summary>
    public IReadOnlyList<ReportingPeriod> Periods { get; }

    /// <summary>The position of the log up to which facts were known; null when they come without one.</summary>
    public long? Position => _cube?.Meta.Position;

    /// <summary>The labels of a dimension's members, without its total.</summary>
    public IEnumerable<string> Labels(int dimension) => _cube is null ? [] : _cube.Axes[dimension + 1].Members.Where(m => m.Kind != MemberKind.Total).Select(m => m.Label);

    /// <summary>Whether anything is known of the members over the whole stretch.</summary>
    public bool HasRows(IReadOnlyList<string> members) => _cube is not null && At(_cube.Axes[0].Members.Count - 1, members) is var cell && (cell.Rows > 0 || cell.Reason == CellReason.Suppressed);

    /// <summary>The cell of a stretch that was not cut.</summary>
    public Cell Whole(IReadOnlyList<string> members) => _cube is null ? TargetCells.None(CellReason.NotYetObservable) : At(_cube.Axes[0].Members.Count - 1, members);

    /// <summary>The cell of a period.</summary>
    public Cell Of(int period, IReadOnlyList<string> members) => At(period, members);

    private Cell At(int period, IReadOnlyList<string> members)
    {
        int[] position = new int[_cube!.Axes.Count];
        position[0] = period;
        position[^1] = _target!.Segment is { } segment ? _cube.Axes[^1].IndexOf(segment.Name) : _cube.Axes[^1].Members.Count - 1;
        bool isAbsent = false;
        for (int i = 0; i < position.Length - 2; i++)
        {
            int at = _cube.Axes[i + 1].IndexOf(members[i]);
            isAbsent |= at < 0;
            position[i + 1] = at < 0 ? _cube.Axes[i + 1].Members.Count - 1 : at;
        }

        Cell cell = _cube[0, position];
        return isAbsent ? TargetCells.Absent(_target, cell) : cell;
    }
}
