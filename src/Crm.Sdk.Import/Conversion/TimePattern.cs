using System.Buffers;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Import.Conversion;

/// <summary>One date pattern of a mapping: how a text is read as a local day and time, or as an instant.</summary>
internal sealed class TimePattern
{
    private static readonly SearchValues<char> ClockLetters = SearchValues.Create("HhmsSfFtT");

    private readonly Func<string, Reading?> _read;

    private TimePattern(bool hasTime, Func<string, Reading?> read)
    {
        HasTime = hasTime;
        _read = read;
    }

    /// <summary>Whether the pattern reads a time of day.</summary>
    public bool HasTime { get; }

    /// <summary>Makes a pattern of its text, or says why that cannot be.</summary>
    public static TimePattern? Create(string text, out string problem, out string mend)
    {
        string letters = Letters(text, out bool saysUtc);
        bool hasShortYear = letters.Count(c => c == 'u') is > 0 and < 4;
        bool hasYear = letters.AsSpan().ContainsAny('y', 'u');
        mend = hasShortYear ? "Write uuuu or yy." : !hasYear && text.Length > 1 ? "Add one, as in 'dd.MM.uuuu'." : "";
        problem = letters switch
        {
            _ when text.Length < 2 => "it must be written out, such as 'yyyy-MM-dd'",
            _ when !hasYear => "it has no year",
            _ when hasShortYear => "it takes the digits as they stand, so that 26 is the year 0026",
            _ when letters.Contains('h', StringComparison.Ordinal) && !letters.Contains('t', StringComparison.Ordinal) =>
                "'h' counts to twelve: write 'H', or add 'tt' for AM and PM",
            _ when letters.Contains('z', StringComparison.Ordinal) => "zone names in the text are not supported: use an offset ('o<G>') or the setting \"zone\"",
            _ => "",
        };
        if (problem.Length > 0)
        {
            return null;
        }

        try
        {
            if (letters.Contains('o', StringComparison.Ordinal))
            {
                var offset = OffsetDateTimePattern.CreateWithInvariantCulture(text);
                return new TimePattern(true, t => offset.Parse(t).TryGetValue(default, out OffsetDateTime v) ? new Reading(v.LocalDateTime, v.ToInstant()) : null);
            }

            if (!letters.AsSpan().ContainsAny(ClockLetters))
            {
                var date = LocalDatePattern.CreateWithInvariantCulture(text);
                return new TimePattern(false, t => date.Parse(t).TryGetValue(default, out LocalDate v) ? new Reading(v.AtMidnight(), null) : null);
            }

            var local = LocalDateTimePattern.CreateWithInvariantCulture(text);
            return new TimePattern(true, t => local.Parse(t).TryGetValue(default, out LocalDateTime v)
                ? new Reading(v, saysUtc ? v.InUtc().ToInstant() : null)
                : null);
        }
        catch (InvalidPatternException e)
        {
            problem = e.Message;
            return null;
        }
    }

    /// <summary>Reads a text; null when it does not match, or names a day or time that does not exist.</summary>
    public Reading? Read(string text) => _read(text);

    // The characters of the pattern that are not quoted or escaped. A quoted Z at the end means UTC.
    private static string Letters(string text, out bool saysUtc)
    {
        var letters = new System.Text.StringBuilder(text.Length);
        char quote = '\0';
        char literal = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\')
            {
                literal = i + 1 < text.Length ? text[++i] : '\0';
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote != '\0')
            {
                literal = c;
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else
            {
                letters.Append(c);
                literal = '\0';
            }
        }

        saysUtc = literal is 'Z' or 'z';
        return letters.ToString();
    }

    /// <summary>What a text said: a local day and time, and an instant when it named UTC or an offset.</summary>
    internal readonly struct Reading(LocalDateTime local, Instant? instant)
    {
        public LocalDateTime Local { get; } = local;

        public Instant? Instant { get; } = instant;
    }
}
