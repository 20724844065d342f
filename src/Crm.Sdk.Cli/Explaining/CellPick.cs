using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Explaining;

/// <summary>One cell of a cube of one metric, and where it stands.</summary>
internal sealed class CellPick
{
    private CellPick(Cube cube, int[] position)
    {
        Cube = cube;
        Position = position;
        Cell = cube[0, position];
    }

    public Cube Cube { get; }

    public int[] Position { get; }

    public Cell Cell { get; }

    /// <summary>The axes on which the cell is not the total, with the member.</summary>
    public IEnumerable<(string Axis, string Member)> Members =>
        Cube.Axes.Select((axis, i) => (axis, Member: axis.Members[Position[i]])).Where(m => m.Member.Kind != MemberKind.Total).Select(m => (m.axis.Name, m.Member.Label));

    /// <summary>The cell at members such as <c>channel=web</c>; at the total of axes that are not named, and at the segment when there is only one.</summary>
    /// <exception cref="ToolException">There is no such axis or member.</exception>
    public static CellPick Of(Cube cube, CrmModel model, MetricQuery query, IReadOnlyList<string> picked)
    {
        int[] position = [.. cube.Axes.Select(a => a.Kind == AxisKind.Segment && query.Segments.Count == 1 ? 0 : a.Members.Count - 1)];
        foreach (string pick in picked)
        {
            string[] parts = pick.Split('=', 2);
            int axis = Enumerable.Range(0, cube.Axes.Count).FirstOrDefault(a => cube.Axes[a].Name == parts[0], -1);
            if (parts.Length < 2 || axis < 0)
            {
                string[] axes = [.. cube.Axes.Select(a => a.Name)];
                throw ToolException.BadUse(parts.Length < 2
                    ? $"--at {pick}: write it as AXIS=MEMBER, such as {(axes.Length > 0 ? axes[0] : "channel")}=..."
                    : $"--at {pick}: the answer has no axis '{parts[0]}'. {Option(model, query, parts) ?? Suggestion.Mend(parts[0], axes)}");
            }

            position[axis] = cube.Axes[axis].IndexOf(parts[1]);
            if (position[axis] < 0)
            {
                throw ToolException.BadUse($"--at {pick}: '{parts[0]}' has no member '{parts[1]}'. "
                    + (Option(model, query, parts) ?? Suggestion.Mend(parts[1], cube.Axes[axis].Members.Select(m => m.Label))));
            }
        }

        return new CellPick(cube, position);
    }

    // The option that would give the answer what was picked; null when none would.
    private static string? Option(CrmModel model, MetricQuery query, string[] pick)
    {
        if (pick[0] == "segment")
        {
            return QueryBinder.Bind(model, query with { Segments = [.. query.Segments, pick[1]] }).IsValid ? $"Add --segment {pick[1]}." : null;
        }

        return pick[0] == "period" && query.Grain is null ? "Add --grain, --from and --to."
            : !query.By.Contains(pick[0]) && QueryBinder.Bind(model, query with { By = [.. query.By, pick[0]] }).IsValid ? $"Add --by {pick[0]}." : null;
    }
}
