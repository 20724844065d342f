namespace Crm.Sdk.Import.Conversion;

/// <summary>How numbers are written: the character before the fraction, and the one between groups of three digits.</summary>
internal sealed class NumberFormat
{
    public NumberFormat(char point, char? group)
    {
        if (point == group)
        {
            throw new ArgumentException("The decimal sign and the group sign are the same.", nameof(group));
        }

        Point = point;
        Group = group;
    }

    /// <summary>A point before the fraction, no groups: as in JSON.</summary>
    public static NumberFormat Plain { get; } = new('.', null);

    public char Point { get; }

    public char? Group { get; }

    /// <summary>Whether the character parts groups; a space stands for the no-break spaces too.</summary>
    public bool IsGroup(char c) => c == Group || (Group == ' ' && c is '\u00A0' or '\u202F');
}
