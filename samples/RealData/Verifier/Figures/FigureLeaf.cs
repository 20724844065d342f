using System.Text.Json;
using Crm.Sdk.Samples.RealData.Manifests;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Samples.RealData.Figures;

/// <summary>One leaf of a figure as an executor gives it: a place, and a value in its written form.</summary>
public sealed class FigureLeaf
{
    private readonly Func<JsonElement, bool> _matches;

    private FigureLeaf(string pointer, string shown, Func<JsonElement, bool> matches)
    {
        Pointer = pointer;
        Shown = shown;
        _matches = matches;
    }

    /// <summary>The place inside the figure's value.</summary>
    public string Pointer { get; }

    /// <summary>The value as people see it.</summary>
    public string Shown { get; }

    /// <summary>Whether a published leaf says the same, digit by digit.</summary>
    public bool Matches(JsonElement published) => _matches(published);

    /// <summary>A list without items, which has no leaves of its own.</summary>
    public static FigureLeaf EmptyList(string pointer) =>
        new(pointer, "[]", p => p.ValueKind == JsonValueKind.Array && p.GetArrayLength() == 0);

    /// <summary>The name of a member.</summary>
    public static FigureLeaf Label(string pointer, string label) => Text(pointer, label);

    /// <summary>A place for which there is no value, and why: equal to nothing that is published.</summary>
    public static FigureLeaf Missing(string pointer, string why) => new(pointer, why, _ => false);

    /// <summary>A number in one of the forms of published figures.</summary>
    public static FigureLeaf Number(string pointer, Rational value, LeafSource source, DateTimeZone zone)
    {
        Rational rounded = value.Round(source.Scale);
        switch (source.As)
        {
            case LeafForm.Number:
                return new FigureLeaf(pointer, rounded.ToString(), p => p.ValueKind == JsonValueKind.Number && ReadNumber(p.GetRawText()) == rounded);
            case LeafForm.Text:
                return Text(pointer, value.ToString(source.Scale));
            case LeafForm.Decimal:
                return new FigureLeaf(pointer, $"\"{rounded}\"", p => p.ValueKind == JsonValueKind.String && ReadNumber(p.GetString()!) == rounded);
            case LeafForm.Date when value.IsInteger:
                return Text(pointer, LocalDatePattern.Iso.Format(new LocalDate(1970, 1, 1).PlusDays((int)value.Numerator)));
            case LeafForm.DateTime when value.IsInteger:
                LocalDateTime local = NodaConstants.UnixEpoch.Plus(Duration.FromTicks(10L * (long)value.Numerator)).InZone(zone).LocalDateTime;
                return Text(pointer, LocalDateTimePattern.ExtendedIso.Format(local));
            case LeafForm.Boolean when value == Rational.Zero || value == Rational.One:
                JsonValueKind kind = value.IsZero ? JsonValueKind.False : JsonValueKind.True;
                return new FigureLeaf(pointer, value.IsZero ? "false" : "true", p => p.ValueKind == kind);
            default:
                return Missing(pointer, $"{value} cannot be written as {source.As}");
        }
    }

    private static FigureLeaf Text(string pointer, string text) =>
        new(pointer, $"\"{text}\"", p => p.ValueKind == JsonValueKind.String && string.Equals(p.GetString(), text, StringComparison.Ordinal));

    // The grammar of JSON numbers, so also 1e-05.
    private static Rational? ReadNumber(string text)
    {
        string[] parts = text.Split('e', 'E');
        if (parts.Length > 2 || !Rational.TryParse(parts[0], out Rational value))
        {
            return null;
        }

        if (parts.Length == 1)
        {
            return value;
        }

        if (!int.TryParse(parts[1], out int exponent) || exponent is < -100 or > 100)
        {
            return null;
        }

        Rational power = Rational.FromScaled(1, Math.Abs(exponent));
        return exponent < 0 ? value * power : value / power;
    }
}
