using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Objectives;

/// <summary>The ways to say what is to be reached.</summary>
public enum TargetKind
{
    /// <summary>At least a value: <c>&gt;= 85 %</c>.</summary>
    AtLeast,

    /// <summary>At most a value: <c>&lt;= 48</c>.</summary>
    AtMost,

    /// <summary>A value from one to another: <c>between 3 % and 4 %</c>.</summary>
    Between,

    /// <summary>So much more or less than the baseline, as a share of its size: <c>+5 %</c>.</summary>
    Relative,

    /// <summary>So many points more or less than the baseline: <c>+3 points</c>; percentage points where the metric is a percentage.</summary>
    Points,
}

/// <summary>What an objective is to reach, as people write it (METRICS.md 2.8). It becomes a range of values with a baseline.</summary>
/// <remarks>Equal when the texts are. Numbers are exact; <c>%</c> is a hundredth.</remarks>
[JsonConverter(typeof(TargetExpressionConverter))]
public sealed partial class TargetExpression : IEquatable<TargetExpression>
{
    private readonly Rational _first;
    private readonly Rational _second;
    private readonly string _text;

    private TargetExpression(TargetKind kind, Rational first, Rational second, string text) => (Kind, _first, _second, _text) = (kind, first, second, text);

    /// <summary>The way it is said.</summary>
    public TargetKind Kind { get; }

    /// <summary>Whether it needs a baseline to become a range.</summary>
    public bool NeedsBaseline => Kind is TargetKind.Relative or TargetKind.Points;

    /// <summary>Whether a number in it is written with <c>%</c>.</summary>
    public bool HasPercent => _text.Contains('%', StringComparison.Ordinal);

    /// <summary>Reads a target.</summary>
    /// <param name="text">One of <c>&gt;= 85 %</c>, <c>at least 200</c>, <c>&lt;= 48</c>, <c>at most 48</c>, <c>between 3 % and 4 %</c>, <c>+5 %</c>, <c>-3 points</c>.</param>
    /// <exception cref="FormatException">The text is no target; the message says what may be written.</exception>
    public static TargetExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Match match = Grammar().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"'{text}' is no target. Write '>= 85 %', '<= 48', 'between 3 % and 4 %', '+5 %' of the baseline, or '+3 points'.");
        }

        Rational Number(string group) => Parsed(match.Groups[group].Value)
            / (match.Groups[group + "p"].Success ? 100 : 1);
        TargetKind kind = match.Groups["least"].Success ? TargetKind.AtLeast : match.Groups["most"].Success ? TargetKind.AtMost
            : match.Groups["low"].Success ? TargetKind.Between : match.Groups["points"].Success ? TargetKind.Points : TargetKind.Relative;
        return kind switch
        {
            TargetKind.Between when Number("low") > Number("high") => throw new FormatException($"'{text}' ends before it begins; write the smaller value first."),
            TargetKind.Between => new TargetExpression(kind, Number("low"), Number("high"), text.Trim()),
            TargetKind.AtLeast or TargetKind.AtMost => new TargetExpression(kind, Number("value"), default, text.Trim()),
            _ when Number("change").IsZero => throw new FormatException($"'{text}' changes nothing; say by how much the baseline is to change."),
            _ => new TargetExpression(kind, Number("change"), default, text.Trim()),
        };
    }

    /// <summary>The values that reach it.</summary>
    /// <param name="baseline">The value it starts from; null when there is none.</param>
    /// <param name="isPercentage">Whether the metric is a share that is shown in percent, so that points are hundredths.</param>
    /// <returns>The range; null when it needs a baseline and there is none, or when it is a share of a baseline of nothing.</returns>
    public TargetRange? Resolve(Rational? baseline, bool isPercentage)
    {
        TargetBound bound = Kind switch
        {
            TargetKind.AtLeast => TargetBound.AtLeast,
            TargetKind.AtMost => TargetBound.AtMost,
            TargetKind.Between => TargetBound.Between,
            _ => _first > 0 ? TargetBound.AtLeast : TargetBound.AtMost,
        };
        TargetForm form = Kind switch { TargetKind.Relative => TargetForm.Relative, TargetKind.Points => TargetForm.Points, _ => TargetForm.Value };
        return TargetRange.Of(bound, form, _first, _second, baseline, isPercentage);
    }

    /// <inheritdoc/>
    public bool Equals(TargetExpression? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TargetExpression);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static Rational Parsed(string text)
    {
        string number = text.Replace(" ", "", StringComparison.Ordinal).TrimStart('+');
        return Rational.TryParse(number, out Rational value) ? value : throw new FormatException($"'{text}' is no number.");
    }

    [GeneratedRegex(
        @"^\s*(?:(?<least>>=|at least)\s*(?<value>-?[0-9]+(?:\.[0-9]+)?)\s*(?<valuep>%)?|(?<most><=|at most)\s*(?<value>-?[0-9]+(?:\.[0-9]+)?)\s*(?<valuep>%)?"
            + @"|between\s+(?<low>-?[0-9]+(?:\.[0-9]+)?)\s*(?<lowp>%)?\s+and\s+(?<high>-?[0-9]+(?:\.[0-9]+)?)\s*(?<highp>%)?"
            + @"|(?<change>[+-]\s*[0-9]+(?:\.[0-9]+)?)\s*(?:(?<changep>%)|(?<points>points?)))\s*$",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grammar();
}

/// <summary>The values that reach a target.</summary>
public sealed class TargetRange
{
    internal TargetRange(Rational? low, Rational? high) => (Low, High) = (low, high);

    /// <summary>The values from one to another.</summary>
    /// <param name="low">The smallest; null when any small one does.</param>
    /// <param name="high">The largest; null when any large one does.</param>
    /// <exception cref="ArgumentException">Both are null: nothing would be asked.</exception>
    public static TargetRange Between(Rational? low, Rational? high) =>
        low is null && high is null ? throw new ArgumentException("A target has at least one end.", nameof(low)) : new TargetRange(low, high);

    /// <summary>The values that reach a target.</summary>
    /// <param name="bound">On which side.</param>
    /// <param name="form">How its values are said.</param>
    /// <param name="low">The value or the change, or the smaller of two: a share of the baseline, or a number of points.</param>
    /// <param name="high">The larger of two; not read unless <paramref name="bound"/> is between.</param>
    /// <param name="baseline">The value it starts from; null when there is none.</param>
    /// <param name="isPercentage">Whether the metric is a share that is shown in percent, so that points are hundredths.</param>
    /// <returns>The range; null when it needs a baseline and there is none, or when it is a share of a baseline of nothing: it would be reached before anything was done.</returns>
    public static TargetRange? Of(TargetBound bound, TargetForm form, Rational low, Rational high, Rational? baseline, bool isPercentage)
    {
        if (form != TargetForm.Value && (baseline is not { } start || (form == TargetForm.Relative && start.IsZero)))
        {
            return null;
        }

        Rational Value(Rational amount) => form switch
        {
            TargetForm.Relative => baseline!.Value + (baseline.Value.Abs() * amount),
            TargetForm.Points => baseline!.Value + (isPercentage ? amount / 100 : amount),
            _ => amount,
        };
        return bound switch
        {
            TargetBound.AtLeast => new TargetRange(Value(low), null),
            TargetBound.AtMost => new TargetRange(null, Value(low)),
            _ => new TargetRange(Value(low), Value(high)),
        };
    }

    /// <summary>The smallest value that reaches it; null when any small one does.</summary>
    public Rational? Low { get; }

    /// <summary>The largest value that reaches it; null when any large one does.</summary>
    public Rational? High { get; }

    /// <summary>Whether a value reaches it.</summary>
    public bool Contains(Rational value) => (Low is not { } low || value >= low) && (High is not { } high || value <= high);

    /// <summary>The value nearest to a start that reaches the target: what progress is measured towards; the start itself when it does.</summary>
    public Rational GoalFrom(Rational start) => Low is { } low && start < low ? low : High is { } high && start > high ? high : start;

    /// <summary>The value that others are held against: the lower end, or the upper one where there is no other or the value lies beyond it.</summary>
    public Rational GoalOf(Rational value) => Low is not { } low || (High is { } high && value > high) ? High!.Value : low;

    /// <summary>
    /// How much of the way from a start to the target is gone, (value - start) / (goal - start): 0 at the start, 1 at the target, negative
    /// when it went backwards. Null where the start reaches the target already.
    /// </summary>
    public Rational? Progress(Rational value, Rational start) => Contains(start) ? null : (value - start) / (GoalFrom(start) - start);

    /// <summary>
    /// How much is missing up to the target, or how much room is left up to a limit. Null where nothing is: the target is reached or exceeded, or the limit used up.
    /// </summary>
    public Rational? Remaining(Rational value)
    {
        Rational left = GoalOf(value) - value;
        return left.Sign > 0 ? left : null;
    }
}

/// <summary>Writes a target as its text.</summary>
public sealed class TargetExpressionConverter : JsonConverter<TargetExpression>
{
    /// <inheritdoc/>
    public override TargetExpression Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return TargetExpression.Parse(reader.GetString() ?? "");
        }
        catch (FormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TargetExpression value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStringValue(value.ToString());
    }
}
