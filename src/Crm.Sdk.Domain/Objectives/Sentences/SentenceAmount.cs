using System.Text.RegularExpressions;

namespace Crm.Sdk.Objectives.Sentences;

/// <summary>Which way a sentence wants a value to go.</summary>
internal enum SentenceDirection
{
    /// <summary>It does not say: to reach, to bring.</summary>
    Open,

    /// <summary>Up.</summary>
    Up,

    /// <summary>Down.</summary>
    Down,
}

/// <summary>The part of a sentence that says how much.</summary>
internal sealed partial class SentenceAmount
{
    private readonly string _first;
    private readonly string _second;
    private readonly bool _isSure;

    private SentenceAmount(int start, int length, string first, string second, string unit, bool isChange, SentenceDirection side, bool isSure = false) =>
        (Start, Length, _first, _second, Unit, IsChange, Side, _isSure) = (start, length, first, second, unit, isChange, side, isSure);

    public int Start { get; }

    public int Length { get; }

    /// <summary>The unit as it is written: <c>%</c>, <c>points</c>, a word such as <c>hours</c>, or nothing.</summary>
    public string Unit { get; }

    /// <summary>Whether it is a change, and not a value.</summary>
    public bool IsChange { get; }

    /// <summary>The side of a value on which it is to be: at least, at most; open where the words do not say.</summary>
    public SentenceDirection Side { get; }

    /// <summary>Whether a letter stands where the number is to be written, as in a pattern.</summary>
    public bool IsBlank => _first.Equals("x", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the amount is none, or one with which nothing is to be done.</summary>
    public bool IsNothing => !IsBlank && IsChange && _first.All(c => c is '0' or '.');

    /// <summary>Reads it; null where a sentence has none. What is read already is not looked at.</summary>
    public static SentenceAmount? Of(string text)
    {
        if (Range().Match(text) is { Success: true } range)
        {
            return new SentenceAmount(range.Index, Trimmed(range), Number(range, "low"), Number(range, "high"), Written(range), false, SentenceDirection.Open);
        }

        if (Change().Match(text) is { Success: true } change)
        {
            return new SentenceAmount(change.Index, Trimmed(change), Number(change, "by"), "", Written(change), true, SentenceDirection.Open, change.Groups["base"].Success);
        }

        if (Multiple().Match(text) is { Success: true } multiple)
        {
            string word = multiple.Value.ToLowerInvariant();
            return new SentenceAmount(multiple.Index, 0, word.StartsWith("hal", StringComparison.Ordinal) ? "50" : word.StartsWith('d') ? "100" : "200", "", "%", true,
                word.StartsWith("hal", StringComparison.Ordinal) ? SentenceDirection.Down : SentenceDirection.Up, true);
        }

        if (Value().Match(text) is { Success: true } value)
        {
            return new SentenceAmount(value.Index, Trimmed(value), Number(value, "to"), "", Written(value), false,
                value.Groups["least"].Success ? SentenceDirection.Up : value.Groups["most"].Success ? SentenceDirection.Down : SentenceDirection.Open);
        }

        return Count().Match(text) is { Success: true } count
            ? new SentenceAmount(count.Groups["n"].Index, count.Index + Trimmed(count) - count.Groups["n"].Index, Number(count, "n"), "", Written(count), false, SentenceDirection.Up) : null;
    }

    /// <summary>The target that is read, and what it may mean instead.</summary>
    /// <param name="direction">Which way.</param>
    /// <param name="isShare">Whether what is measured is shown in percent.</param>
    public (TargetExpression Target, TargetExpression? Other) Target(SentenceDirection direction, bool isShare)
    {
        bool percent = Unit == "%";
        if (_second.Length > 0)
        {
            return (TargetExpression.Parse($"between {_first}{(percent ? " %" : "")} and {_second}{(percent ? " %" : "")}"), null);
        }

        if (!IsChange)
        {
            SentenceDirection side = Side == SentenceDirection.Open ? direction : Side;
            return (TargetExpression.Parse($"{(side == SentenceDirection.Down ? "<=" : ">=")} {_first}{(percent ? " %" : "")}"), null);
        }

        string sign = (Side == SentenceDirection.Open ? direction : Side) == SentenceDirection.Down ? "-" : "+";
        TargetExpression points = TargetExpression.Parse($"{sign}{_first} points");
        return percent ? (TargetExpression.Parse($"{sign}{_first} %"), isShare && !_isSure ? points : null) : (points, null);
    }

    private static int Trimmed(Match match) => match.Value.TrimEnd().Length;

    private static string Number(Match match, string group) => match.Groups[group].Value.Replace(",", "", StringComparison.Ordinal);

    private static string Written(Match match) => match.Groups["percent"].Success ? "%" : match.Groups["points"].Success ? "points" : match.Groups["word"].Value.ToLowerInvariant();

    private const string Digits = @"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|x\b(?!-)";

    private const string Units = @"\s*(?:(?<points>percentage\s+points?\b|%\s*points?\b|points?\b|pp\b)|(?<percent>%|percent\b|per\s+cent\b)|(?<word>seconds?|minutes?|hours?|days?|weeks?|euros?|eur|dollars?|usd|€|\$)(?!\w))?";

    [GeneratedRegex(@"\bbetween\s+(?:€|\$)?(?<low>" + Digits + @")\s*(?:%|percent)?\s+and\s+(?:€|\$)?(?<high>" + Digits + ")" + Units, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();

    [GeneratedRegex(@"\bby\s+(?:at\s+least\s+|about\s+|around\s+|another\s+)?(?:€|\$)?(?<by>" + Digits + ")" + Units + @"(?<base>\s+of\s+the\s+baseline)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Change();

    [GeneratedRegex(@"\b(?:double|halve|triple)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Multiple();

    [GeneratedRegex(
        @"(?:\bfrom\s+(?:€|\$)?[0-9.,]+\s*(?:%|percent\b|\w+)?\s+)?(?:(?:\b(?:to|at|of)\s+)?(?:(?<least>at\s+least|no\s+less\s+than|more\s+than|above|over|>=)|(?<most>at\s+most|no\s+more\s+than|less\s+than|below|under|<=))|\bto)\s*(?:€|\$)?(?<to>" + Digits + ")" + Units,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();

    [GeneratedRegex(@"\b(?:win|acquire|gain|attract|sign|get|reach|achieve|attain|retain|keep|hold)\s+(?:at\s+least\s+)?(?<n>" + Digits + ")" + Units, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Count();
}
