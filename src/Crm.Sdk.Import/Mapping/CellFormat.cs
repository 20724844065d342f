using Crm.Sdk.Import.Conversion;
using NodaTime;

namespace Crm.Sdk.Import.Mapping;

/// <summary>How cells are written: the settings that a mapping has as a whole and that a column may override.</summary>
internal sealed class CellFormat
{
    /// <summary>What holds where a mapping says nothing.</summary>
    public static CellFormat Default { get; } = new()
    {
        Nulls = [""],
        Trim = true,
        Decimal = '.',
        Zone = DateTimeZone.Utc,
        Dates = [],
        WhenTrue = ["true"],
        WhenFalse = ["false"],
    };

    public required IReadOnlyList<string> Nulls { get; init; }

    public required bool Trim { get; init; }

    public required char Decimal { get; init; }

    public char? Group { get; init; }

    public required DateTimeZone Zone { get; init; }

    /// <summary>The patterns in the order in which they are tried; empty for the ISO forms.</summary>
    public required IReadOnlyList<TimePattern> Dates { get; init; }

    public required IReadOnlyList<string> WhenTrue { get; init; }

    public required IReadOnlyList<string> WhenFalse { get; init; }

    /// <summary>How numbers are written.</summary>
    public NumberFormat Numbers => new(Decimal, Group);

    /// <summary>Reads the settings that an object holds on top of those around it.</summary>
    public static CellFormat Read(ObjectCursor cursor, CellFormat outer)
    {
        IReadOnlyList<string>? whenTrue = null, whenFalse = null;
        if (cursor.Object("booleans") is { } booleans)
        {
            whenTrue = booleans.Texts("true");
            whenFalse = booleans.Texts("false");
            booleans.Finish();
            string? both = whenTrue?.FirstOrDefault(w => whenFalse?.Contains(w, StringComparer.OrdinalIgnoreCase) ?? false);
            if (both is not null)
            {
                cursor.Conflict("booleans", $"'{both}' stands for both true and false.", "Leave it in one of the two lists.");
            }
        }

        char point = cursor.Character("decimal") ?? outer.Decimal;
        char? group = cursor.Has("group") ? cursor.Character("group", mayBeEmpty: true) : outer.Group;
        if (point == group)
        {
            cursor.Conflict(
                cursor.Has("decimal") ? "decimal" : "group",
                $"The decimal sign and the group sign are both '{point}'.",
                "Set \"decimal\" and \"group\" to two different characters; \"group\": \"\" means no groups.");
            group = null;
        }

        return new CellFormat
        {
            Nulls = cursor.Texts("nulls") ?? outer.Nulls,
            Trim = cursor.Flag("trim") ?? outer.Trim,
            Decimal = point,
            Group = group,
            Zone = cursor.Zone("zone") ?? outer.Zone,
            Dates = cursor.Dates("dates") ?? outer.Dates,
            WhenTrue = whenTrue ?? outer.WhenTrue,
            WhenFalse = whenFalse ?? outer.WhenFalse,
        };
    }
}
