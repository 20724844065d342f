namespace Crm.Sdk.Evaluation.Cubes;

/// <summary>What the members of an axis are.</summary>
public enum AxisKind
{
    /// <summary>Periods, in time.</summary>
    Period,

    /// <summary>Values of a dimension, ordered by value; texts by code point, ranges of a bucket by their edges.</summary>
    Dimension,

    /// <summary>Segments, in the order of the query.</summary>
    Segment,
}

/// <summary>What a member of an axis stands for.</summary>
public enum MemberKind
{
    /// <summary>A period, a value or a segment.</summary>
    Value,

    /// <summary>Rows whose value, or a reference on the way to it, is null.</summary>
    None,

    /// <summary>Rows with a reference on the way that leads to no row.</summary>
    Unknown,

    /// <summary>Outcomes that no touch has a part in, on an axis that is read of a touch.</summary>
    Unattributed,

    /// <summary>Everything on the axis: the whole range of days, all values, all rows whatever their segment.</summary>
    Total,
}

/// <summary>One axis of a cube.</summary>
/// <remarks>
/// The last member is always the total. Periods are dense: every one of the range is there. A value of a dimension is there when a
/// row of an aggregate of the query matched with it, somewhere in the range; <c>(none)</c>, <c>(unknown)</c> and <c>(unattributed)</c> stand behind the values.
/// </remarks>
public sealed class CubeAxis
{
    /// <summary>Creates an axis.</summary>
    public CubeAxis(string name, AxisKind kind, IReadOnlyList<AxisMember> members)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(members);
        Name = name;
        Kind = kind;
        Members = [.. members];
    }

    /// <summary><c>period</c>, <c>segment</c>, or the dimension as the query wrote it.</summary>
    public string Name { get; }

    /// <summary>What the members are.</summary>
    public AxisKind Kind { get; }

    /// <summary>The members in order.</summary>
    public IReadOnlyList<AxisMember> Members { get; }

    /// <summary>The number of the member with that label, or -1.</summary>
    public int IndexOf(string label)
    {
        for (int i = 0; i < Members.Count; i++)
        {
            if (string.Equals(Members[i].Label, label, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>One member of an axis.</summary>
public sealed class AxisMember
{
    /// <summary>Creates a member.</summary>
    public AxisMember(string label, MemberKind kind)
    {
        ArgumentNullException.ThrowIfNull(label);
        Label = label;
        Kind = kind;
    }

    /// <summary>The label of a total of a dimension or of the periods.</summary>
    public const string TotalLabel = "(total)";

    /// <summary>The label of the member for all rows, whatever their segment.</summary>
    public const string AllLabel = "(all)";

    /// <summary>The label of <see cref="MemberKind.None"/>.</summary>
    public const string NoneLabel = "(none)";

    /// <summary>The label of <see cref="MemberKind.Unknown"/>.</summary>
    public const string UnknownLabel = "(unknown)";

    /// <summary>The label of <see cref="MemberKind.Unattributed"/>.</summary>
    public const string UnattributedLabel = "(unattributed)";

    /// <summary>What people see.</summary>
    public string Label { get; }

    /// <summary>What it stands for.</summary>
    public MemberKind Kind { get; }

    /// <summary>The label.</summary>
    public override string ToString() => Label;
}
