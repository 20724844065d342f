using System.Globalization;
using Crm.Sdk.Facts;
using Crm.Sdk.Values;
using NodaTime.Text;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>Writes expressions over rows of made-up facts. Most bind; one that does not is dropped by the caller.</summary>
internal sealed class RowExpressions(Random random, IReadOnlyList<DrawnFact> facts, Moments moments)
{
    private const int MaxSteps = 3;

    private readonly Dictionary<(string Fact, int Fields), ReachableField[]> _reachable = [];

    /// <summary>The fields that a row leads to.</summary>
    public IReadOnlyList<ReachableField> Reachable(DrawnFact fact)
    {
        // Derived fields are still being added while formulas of others are drawn.
        (string, int) key = (fact.Name, facts.Sum(f => f.Fields.Count));
        return _reachable.TryGetValue(key, out ReachableField[]? known) ? known : _reachable[key] = [.. Walk(fact, "", 0)];
    }

    private IEnumerable<ReachableField> Walk(DrawnFact fact, string start, int steps)
    {
        foreach (DrawnField field in fact.Fields)
        {
            if (field.Type.CurrencyField is null)
            {
                yield return new ReachableField(start + field.Name, field);
            }

            if (field.Role == FieldRole.Reference && steps < MaxSteps)
            {
                foreach (ReachableField further in Walk(facts.First(f => f.Name == field.Type.Target), $"{start}{field.Name}.", steps + 1))
                {
                    yield return further;
                }
            }
        }
    }

    /// <summary>A field that fits, written out, or null. Fields of the row itself are twice as likely as those behind references.</summary>
    public string? Field(DrawnFact fact, string prefix, Func<DrawnField, bool> fits)
    {
        ReachableField[] all = [.. Reachable(fact).Where(f => fits(f.Field))];
        ReachableField[] own = [.. all.Where(f => !f.Path.Contains('.', StringComparison.Ordinal))];
        return all.Length == 0 ? null : (own.Length > 0 && random.Chance(65) ? random.Pick(own) : random.Pick(all)).Text(prefix, random);
    }

    /// <summary>An expression of that type.</summary>
    public string OfType(DataType type, DrawnFact fact, string prefix, int depth) => type.Kind switch
    {
        DataKind.Boolean => Condition(fact, prefix, depth),
        DataKind.Text => Text(fact, prefix, depth),
        DataKind.Duration => Duration(fact, prefix, depth),
        DataKind.Money => Money(fact, prefix, depth, type.Currency!),
        DataKind.Date or DataKind.Instant => Time(fact, prefix, depth, type.Kind),
        _ => Number(fact, prefix, depth),
    };

    /// <summary>A condition: comparisons, joined by logic while there is depth left.</summary>
    public string Condition(DrawnFact fact, string prefix, int depth)
    {
        if (depth > 0 && random.Chance(45))
        {
            string a = Condition(fact, prefix, depth - 1);
            return random.Next(4) switch
            {
                0 => $"not ({a})",
                1 => $"({a} or {Condition(fact, prefix, depth - 1)})",
                _ => $"({a} and {Condition(fact, prefix, depth - 1)})",
            };
        }

        DataKind kind = random.Weighted((4, DataKind.Text), (2, DataKind.Reference), (5, DataKind.Integer), (2, DataKind.Money), (2, DataKind.Date),
            (2, DataKind.Instant), (2, DataKind.Duration), (2, DataKind.Boolean));
        string compare = random.Pick(["=", "!=", "<", "<=", ">", ">="]);
        switch (kind)
        {
            case DataKind.Text:
                string text = Text(fact, prefix, depth - 1);
                return random.Next(6) switch
                {
                    0 => $"{text} in ({TextLiteral()}, {TextLiteral()})",
                    1 or 5 => $"{text} starts {TextLiteral()}",
                    2 => $"{text} is{random.Pick(["", " not"])} null",
                    3 => $"{text} {compare} {Text(fact, prefix, 0)}",
                    _ => $"{text} {compare} {TextLiteral()}",
                };
            case DataKind.Reference when Field(fact, prefix, f => f.Role == FieldRole.Reference) is { } reference:
                return random.Chance(30) ? $"{reference} is null" : $"{reference} {compare} '{DataGenerator.KeyOf(random.Next(1, 9))}'";
            case DataKind.Boolean when Field(fact, prefix, f => f.Type.Kind == DataKind.Boolean) is { } truth:
                return random.Next(3) switch { 0 => $"{truth} = true", 1 => $"not {truth}", _ => truth };
            case DataKind.Money when Field(fact, prefix, f => f.Type.Kind == DataKind.Money) is { } amount:
                return $"{amount} {compare} {Literal(2)}";
            case DataKind.Date:
                string day = Time(fact, prefix, depth - 1, DataKind.Date);
                return random.Chance(15) ? $"{day} {compare} now" : random.Chance(30) ? $"{day} between {DateLiteral()} and {DateLiteral()}" : $"{day} {compare} {DateLiteral()}";
            case DataKind.Instant when Field(fact, prefix, f => f.Type.Kind == DataKind.Instant) is { } instant:
                return $"{instant} {compare} {(random.Chance(15) ? "now" : Time(fact, prefix, depth - 1, DataKind.Instant))}";
            case DataKind.Duration:
                return $"{Duration(fact, prefix, depth - 1)} {compare} {DurationLiteral()}";
            default:
                string number = Number(fact, prefix, depth - 1);
                return random.Next(6) switch
                {
                    0 => $"{number} between {Literal(1)} and {Literal(1)}",
                    1 => $"{number} in ({Literal(0)}, {Literal(1)}, {Literal(0)})",
                    2 => $"{number} is null",
                    3 => $"{number} {compare} {Number(fact, prefix, depth - 1)}",
                    _ => $"{number} {compare} {Literal(2)}",
                };
        }
    }

    /// <summary>A plain number.</summary>
    public string Number(DrawnFact fact, string prefix, int depth)
    {
        string leaf = Field(fact, prefix, f => f.Type.IsNumeric) ?? Literal(1);
        if (depth <= 0 || random.Chance(35))
        {
            return leaf;
        }

        string other = Number(fact, prefix, depth - 1);
        return random.Next(12) switch
        {
            0 => $"({leaf} + {other})",
            1 => $"({leaf} - {other})",
            2 or 3 => $"({leaf} * {other})",
            4 => $"-({other})",
            5 => $"abs({other})",
            6 => $"min({leaf}, {other})",
            7 => $"max({leaf}, {other}, {Literal(1)})",
            8 or 9 => $"round({leaf} / {other}, {random.Next(0, 4)})",
            10 => $"if({Condition(fact, prefix, depth - 1)}, {leaf}, {other})",
            _ => $"orElse({leaf}, {other})",
        };
    }

    /// <summary>A text.</summary>
    public string Text(DrawnFact fact, string prefix, int depth)
    {
        string leaf = Field(fact, prefix, f => f.Type.Kind == DataKind.Text) ?? $"lower({TextLiteral()})";
        return depth <= 0 || random.Chance(60) ? leaf : random.Next(4) switch
        {
            0 => $"lower({leaf})",
            1 => $"if({Condition(fact, prefix, depth - 1)}, {leaf}, {TextLiteral()})",
            2 => $"orElse({leaf}, {TextLiteral()})",
            _ => $"bucket({Number(fact, prefix, depth - 1)}, -1, 0, 2.5, 100)",
        };
    }

    private string Money(DrawnFact fact, string prefix, int depth, Currency currency)
    {
        string leaf = Field(fact, prefix, f => f.Type.Kind == DataKind.Money && f.Type.Currency!.Equals(currency))
            ?? Field(fact, prefix, f => f.Type.Kind == DataKind.Money) ?? Literal(2);
        return depth <= 0 ? leaf : random.Next(8) switch
        {
            0 => $"({leaf} + {Money(fact, prefix, depth - 1, currency)})",
            1 => $"({leaf} - {Money(fact, prefix, depth - 1, currency)})",
            2 or 3 => $"({leaf} * {Number(fact, prefix, depth - 1)})",
            4 => $"orElse({leaf}, {Literal(2)})",
            5 => $"if({Condition(fact, prefix, depth - 1)}, {leaf}, {Literal(0)})",
            6 => $"round({leaf} / {Number(fact, prefix, depth - 1)}, {random.Next(0, 4)})",
            _ => $"abs({leaf})",
        };
    }

    /// <summary>A length of time.</summary>
    public string Duration(DrawnFact fact, string prefix, int depth)
    {
        string leaf = Field(fact, prefix, f => f.Type.Kind == DataKind.Duration) ?? DurationLiteral();
        if (depth <= 0)
        {
            return leaf;
        }

        DataKind kind = random.Pick([DataKind.Date, DataKind.Instant]);
        return random.Next(8) switch
        {
            6 or 7 => $"business('{random.Pick(CaseGenerator.Calendars)}', {Time(fact, prefix, 0, DataKind.Instant)}, {Time(fact, prefix, depth - 1, DataKind.Instant)})",
            0 or 1 => $"elapsed({Time(fact, prefix, 0, kind)}, {(random.Chance(15) ? "now" : Time(fact, prefix, depth - 1, kind))})",
            2 => $"({Time(fact, prefix, 0, kind)} - {Time(fact, prefix, 0, kind)})",
            3 => $"({leaf} + {Duration(fact, prefix, depth - 1)})",
            4 => $"({leaf} * {random.Next(-2, 4)})",
            _ => leaf,
        };
    }

    private string Time(DrawnFact fact, string prefix, int depth, DataKind kind)
    {
        if (Field(fact, prefix, f => f.Type.Kind == kind) is not { } leaf)
        {
            return DateLiteral();
        }

        return depth <= 0 || random.Chance(60) ? leaf : random.Next(2) switch
        {
            0 => $"orElse({leaf}, {Time(fact, prefix, depth - 1, kind)})",
            _ => $"if({Condition(fact, prefix, depth - 1)}, {leaf}, {Time(fact, prefix, depth - 1, kind)})",
        };
    }

    /// <summary>A number with at most so many decimal places; now and then one that fits no 64 bits.</summary>
    public string Literal(int places) => random.Weighted(
        (12, random.Next(-3, 6).ToString(CultureInfo.InvariantCulture)),
        (4, (random.Next(-500, 500) / (decimal)Math.Pow(10, places)).ToString(CultureInfo.InvariantCulture)),
        (1, "9223372036854775807"), (1, "100000000000000000000"), (1, "2 %"));

    /// <summary>A text that fields hold.</summary>
    public string Stage() => TextLiteral();

    private string TextLiteral() => $"'{random.Pick(FactGenerator.Texts).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A length of time as the language writes it.</summary>
    public string Length() => DurationLiteral();

    /// <summary>A day as the language writes it.</summary>
    public string Day() => DateLiteral();

    private string DateLiteral() => LocalDatePattern.Iso.Format(moments.Day());

    private string DurationLiteral() => $"{random.Next(0, 40)} {random.Pick(["seconds", "minutes", "hours", "days", "weeks"])}";
}
