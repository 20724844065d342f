using System.Globalization;
using Crm.Sdk.Import.Files;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>A reference of a fact some of whose values are the key of no row of the fact that it leads to.</summary>
/// <remarks>Such rows count; on an axis over that reference they are in <c>(unknown)</c>.</remarks>
public sealed class DanglingReference
{
    /// <summary>The fact that holds the reference.</summary>
    public required string Fact { get; init; }

    /// <summary>The field of the reference.</summary>
    public required string Field { get; init; }

    /// <summary>The fact that it leads to.</summary>
    public required string Target { get; init; }

    /// <summary>How many rows lead nowhere; 1 or more.</summary>
    public required long Rows { get; init; }

    /// <summary>How many different values they hold; 1 or more.</summary>
    public required long Values { get; init; }

    /// <summary>The first of those values, in the order of the files.</summary>
    public required IReadOnlyList<DanglingExample> Examples { get; init; }

    /// <summary>The warning that says so.</summary>
    public Finding ToFinding()
    {
        DanglingExample first = Examples[0];
        string examples = string.Join(", ", Examples.Select(e => string.Create(
            CultureInfo.InvariantCulture, $"{Excerpt.Of(e.Value)} in {(e.Source == first.Source ? "" : $"{e.Source} ")}line {e.Line}")));
        string rows = string.Create(CultureInfo.InvariantCulture, $"{Rows} {(Rows == 1 ? "row leads" : "rows lead")}");
        return new Finding(
            WorkspaceCodes.DanglingReference,
            FindingSeverity.Warning,
            $"{rows} to no '{Target}' that was read: {examples}{(Values > Examples.Count ? ", …" : "")}.",
            $"Add the missing rows of '{Target}', or mend '{this}'. Until then they count as (unknown).",
            new FindingPlace { Source = first.Source, Line = first.Line, Path = Field });
    }

    /// <summary>The reference and where it leads, as <c>order.customer</c>.</summary>
    public override string ToString() => $"{Fact}.{Field}";
}

/// <summary>The first row that holds a value which is the key of no row.</summary>
public sealed class DanglingExample
{
    /// <summary>What findings call the file.</summary>
    public required string Source { get; init; }

    /// <summary>The line on which the row begins, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The value.</summary>
    public required string Value { get; init; }
}
