namespace Crm.Sdk.Reporting.Documents;

/// <summary>A heading with what stands below it. Sections may hold sections; the depth decides on the level of the heading.</summary>
public sealed class ReportSection : ReportBlock
{
    /// <summary>Creates a section.</summary>
    /// <param name="id">By which links find it: a letter, then letters, digits, <c>-</c> and <c>.</c>; unique in its document.</param>
    /// <param name="heading">The heading, not blank.</param>
    /// <param name="blocks">What stands below; may be none. Sections come last.</param>
    /// <param name="status">How the matter of the section stands, or null.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> has other characters, <paramref name="heading"/> is blank, or a block is null.</exception>
    public ReportSection(string id, string heading, IEnumerable<ReportBlock> blocks, StatusBadge? status = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrWhiteSpace(heading);
        if (!char.IsAsciiLetter(id[0]) || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '.')))
        {
            throw new ArgumentException($"'{id}' is no id: a letter, then letters, digits, - and . only.", nameof(id));
        }

        Id = id;
        Heading = heading;
        Blocks = Copied(blocks, nameof(blocks));
        Status = status;
    }

    /// <summary>By which links find it.</summary>
    public string Id { get; }

    /// <summary>The heading.</summary>
    public string Heading { get; }

    /// <summary>What stands below.</summary>
    public IReadOnlyList<ReportBlock> Blocks { get; }

    /// <summary>How the matter of the section stands, or null.</summary>
    public StatusBadge? Status { get; }
}
