using System.Globalization;
using System.Text;
using Crm.Sdk.Facts;

namespace Crm.Sdk.Import;

/// <summary>Knows the keys of the accepted rows of a snapshot: of what a row is a picture, and when it was taken.</summary>
internal sealed class PictureKey(FactSnapshot snapshot, IReadOnlyList<CellReader> cells)
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>The fields of the key.</summary>
    public IReadOnlyList<CellReader> Cells { get; } = cells;

    /// <summary>Whether a field of the key has no value in the row at hand though it needs one.</summary>
    public bool IsMissing(CellReader cell) => cell.IsNull && !snapshot.Parts.Contains(cell.Column.Field.Name);

    /// <summary>Whether an accepted row has the key of the row at hand.</summary>
    public bool IsKnown() => _keys.Contains(Key());

    /// <summary>Takes note of the key of the row at hand, unless an accepted row has it.</summary>
    public bool TryAdd() => _keys.Add(Key());

    private string Key()
    {
        var key = new StringBuilder();
        foreach (CellReader cell in Cells)
        {
            if (cell.IsNull)
            {
                key.Append('-');
            }
            else if (cell.IsText)
            {
                key.Append(CultureInfo.InvariantCulture, $"{cell.Text.Length}:").Append(cell.Text);
            }
            else
            {
                key.Append(CultureInfo.InvariantCulture, $"{cell.Number};");
            }
        }

        return key.ToString();
    }
}
