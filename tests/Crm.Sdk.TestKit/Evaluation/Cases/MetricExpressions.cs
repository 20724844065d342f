using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>Writes formulas over metrics and over entities. Most bind; one that does not is dropped by the caller.</summary>
internal sealed partial class MetricExpressions(Random random, IReadOnlyList<DrawnFact> facts, RowExpressions rows)
{
    private readonly List<(string Name, string Unit)> _metrics = [];
    private readonly List<(string Name, DrawnFact Fact)> _sets = [];

    /// <summary>The sets that were written.</summary>
    public IReadOnlyList<(string Name, DrawnFact Fact)> Sets => _sets;

    /// <summary>A line that defines a set, of a fact or of an earlier set.</summary>
    public string Set(string name)
    {
        (string of, DrawnFact fact) = Subject();
        string where = random.Chance(85) ? $" where {rows.Condition(fact, "", random.Weighted((3, 0), (1, 1)))}" : "";
        string line = $"set {name} = {of}{where}{By(fact, 35)}";
        _sets.Add((name, fact));
        return line;
    }

    /// <summary>A line that defines a segment of an entity.</summary>
    public string Segment(string name)
    {
        DrawnFact entity = random.Pick([.. facts.Where(f => f.IsEntity)]);
        string where = random.Next(3) switch
        {
            0 => random.Chance(60) ? rows.Condition(entity, "", 2) : Totals(),
            1 => Condition(entity, 1),
            _ => $"{Condition(entity, 0)} {random.Pick(["and", "or"])} {rows.Condition(entity, "", 1)}",
        };
        return $"segment {name} = {entity.Name} where {where}";
    }

    /// <summary>A line that defines a metric; later ones may use it.</summary>
    public string Metric(string name)
    {
        (string formula, string unit) = random.Chance(9) ? Score() : Formula(null, random.Weighted((4, 0), (4, 1), (3, 2)));
        _metrics.Add((name, unit));
        string mature = random.Chance(6) ? $" mature {random.Next(1, 40)} {random.Pick(["hours", "days", "weeks", "months"])}" : "";
        return $"metric {name} = {formula}{(random.Chance(8) ? $" minimum {random.Next(1, 4)}" : "")}{mature}{(random.Chance(10) ? Exclusion(formula, "some") : "")}{(random.Chance(5) ? Exclusion(formula, "others") : "")}";
    }

    private string Exclusion(string formula, string name)
    {
        DrawnFact[] read = [.. facts.Where(f => formula.Contains(f.Name, StringComparison.Ordinal))];
        return read.Length == 0 || random.Pick(read) is not { } fact ? "" : $" exclude \"{name}\" {rows.Condition(fact, $"{fact.Name}.", 1)}";
    }

    // A formula with its unit: # for plain numbers, a currency, or the kind of another type.
    private (string Text, string Unit) Formula(DrawnFact? entity, int depth)
    {
        (string x, string unit) = Leaf(entity, depth);
        bool isAdditive = unit is not ("Date" or "Instant" or "Text" or "Boolean");
        if (depth <= 0)
        {
            return (x, unit);
        }

        if (unit is "Date" or "Instant" && random.Chance(20))
        {
            return ($"(now - {x})", "Duration");
        }

        if (unit is "Date" or "Instant")
        {
            (string later, string other) = Matching(entity, unit, depth - 1);
            return other != unit ? (x, unit) : random.Chance(50) ? ($"elapsed({x}, {later})", "Duration") : ($"({later} - {x})", "Duration");
        }

        if (!isAdditive || random.Chance(15))
        {
            return (x, unit);
        }

        (string y, string unitOfY) = Matching(entity, unit, depth - 1);
        if (unitOfY != unit)
        {
            return ($"{x} / {Formula(entity, 0).Text}", unit);
        }

        return random.Next(18) switch
        {
            12 or 13 => ($"if({x} {random.Pick(["<", "<=", ">", ">=", "=", "!="])} {y}, {x}, {y})", unit),
            14 => ($"if({x} is null, {y}, {x})", unit),
            15 => ($"if({Condition(entity, 0)} {random.Pick(["and", "or"])} {Condition(entity, 0)}, {y}, {x})", unit),
            16 => ($"if(not {Condition(entity, 0)}, {x}, {y})", unit),
            0 => ($"({x} + {y})", unit),
            1 => ($"({x} - {y})", unit),
            2 => unit == "#" ? ($"({x} * {y})", unit) : ($"({x} * {rows.Literal(1)})", unit),
            3 => ($"if({Condition(entity, depth - 1)}, {x}, {y})", unit),
            4 => ($"orElse({x}, {(random.Chance(50) ? y : "0")})", unit),
            5 => ($"round({x} / {rows.Literal(1)}, {random.Next(0, 3)})", unit),
            6 => ($"{random.Pick(["min", "max"])}({x}, {y})", unit),
            7 => (random.Chance(50) ? $"abs({x})" : $"-{x}", unit),
            8 => ($"round({x}, {random.Next(0, 4)})", unit),
            _ => ($"{x} / {y}", "#"),
        };
    }

    private (string Text, string Unit) Matching(DrawnFact? entity, string unit, int depth)
    {
        var found = Leaf(entity, depth);
        for (int i = 0; i < 6 && found.Unit != unit; i++)
        {
            found = Leaf(entity, depth);
        }

        return found;
    }

    private (string Text, string Unit) Leaf(DrawnFact? entity, int depth)
    {
        (string text, string unit) = PlainLeaf(entity, depth);
        return random.Chance(22) ? Framed(text, unit, entity is null) : (text, unit);
    }

    private (string Text, string Unit) PlainLeaf(DrawnFact? entity, int depth)
    {
        if (_metrics.Count > 0 && random.Chance(25))
        {
            (string name, string unit) = random.Pick(_metrics);
            return random.Next(4) switch
            {
                0 => ($"({name} where {rows.Condition(random.Pick(facts), "", 0)})", unit),
                1 => ($"({name}{By(random.Pick(facts), 100)})", unit),
                _ => (name, unit),
            };
        }

        if (random.Chance(9))
        {
            return Converted();
        }

        if (_templates.Count > 0 && random.Chance(15))
        {
            return ($"{random.Pick(_templates)}({random.Next(-3, 9)}{random.Pick(["", ", true", ", false"])})", "#");
        }

        if (_journeys.Count > 0 && random.Chance(30))
        {
            return OfJourney();
        }

        return entity is null && random.Chance(35) ? Each(depth) : Aggregate(entity);
    }

    // A length, whether it has ended, and what is asked.
    private (string Text, string Unit) Lasting(string subject, DrawnFact fact)
    {
        string prefix = subject + ".";
        bool isNumber = random.Chance(60);
        string length = isNumber ? rows.Number(fact, prefix, 1) : rows.Duration(fact, prefix, 1);
        string ended = rows.Condition(fact, prefix, random.Next(0, 2)), by = By(fact, 30);
        return random.Chance(60)
            ? ($"survival({length}, {ended}, {(isNumber ? rows.Literal(1) : rows.Length())}{by})", "#")
            : ($"lifetime({length}, {ended}{random.Pick(["", ", 0.5", ", 0.25", ", 0", ", 1", ", 0.9"])}{by})", isNumber ? "#" : "Duration");
    }

    private (string Text, string Unit) Aggregate(DrawnFact? entity)
    {
        (string subject, DrawnFact fact) = Subject();
        if (entity is null && random.Chance(6))
        {
            return Lasting(subject, fact);
        }

        if (fact.EntityOfInterval is not null && random.Chance(15) && OfStages(subject, fact) is { } stages)
        {
            return (stages, "#");
        }

        if (entity is null && random.Chance(8) && OfHistory() is { } history)
        {
            return history;
        }

        if (fact.EntityOfInterval is not null && random.Chance(30))
        {
            return OverStretch(subject, fact, entity is not null);
        }

        (string operand, string unit) = Operand(subject, fact, out string kind);
        string where = random.Chance(25) ? $" where {rows.Condition(fact, "", random.Next(0, 2))}" : "";
        string share = kind == "percentile" ? Share() : "";
        if (fact.EntityOfInterval is not null && random.Chance(60))
        {
            return ($"{kind}({operand}{share}{where}) {random.Pick(["at start", "at end", "at end"])}", unit);
        }

        if (fact.EntityOfSnapshot is not null && random.Chance(85))
        {
            return (Pictured($"{kind}({operand}{share}{where}{Spoken(fact, 25)})"), unit);
        }

        string by = By(fact, entity is null ? 30 : 15);
        return ($"{kind}({operand}{(share.Length == 0 ? "" : share)}{where}{by})", unit);
    }

    // The time that rows last, means weighted by it, and states day by day.
    private (string Text, string Unit) OverStretch(string subject, DrawnFact fact, bool isOfEntity)
    {
        string where = random.Chance(40) ? $" where {rows.Condition(fact, "", random.Next(0, 2))}" : "";
        if (random.Chance(35))
        {
            return ($"timeIn({subject}{where})", "Duration");
        }

        (string operand, string unit) = Operand(subject, fact, out string kind);
        string share = kind == "percentile" ? Share() : "";
        string reading = kind is "sum" or "count" && (isOfEntity || random.Chance(50)) ? "timeWeighted" : random.Pick(["dailyAverage", "dailyMin", "dailyMax"]);
        return ($"{kind}({operand}{share}{where}).{reading}()", unit);
    }

    private (string Operand, string Unit) Operand(string subject, DrawnFact fact, out string kind)
    {
        string prefix = subject + ".";
        kind = random.Weighted((3, "rows"), (1, "count"), (4, "sum"), (2, "avg"), (2, "min"), (2, "max"), (3, "distinct"), (1, "median"), (3, "percentile"));
        if (kind == "rows")
        {
            kind = "count";
            return (subject, "#");
        }

        if (kind is "count" or "distinct" && rows.Field(fact, prefix, _ => true) is { } any)
        {
            return (random.Chance(20) ? $"if({rows.Condition(fact, prefix, 0)}, {any}, {any})" : any, "#");
        }

        if (kind is "min" or "max" && random.Chance(35) && rows.Field(fact, prefix, f => f.Type.Kind is DataKind.Date) is { } day)
        {
            return (day, "Date");
        }

        if (kind is "min" or "max" && random.Chance(25) && rows.Field(fact, prefix, f => f.Type.Kind is DataKind.Instant) is { } instant)
        {
            return (instant, "Instant");
        }

        ReachableField[] measures = [.. rows.Reachable(fact).Where(f => f.Field.Type.IsAdditive)];
        if (measures.Length == 0)
        {
            kind = "count";
            return (subject, "#");
        }

        ReachableField measure = random.Pick(measures);
        string unit = measure.Field.Type.Kind switch { DataKind.Money => measure.Field.Type.Currency!.Code, DataKind.Duration => "Duration", _ => "#" };
        string text = measure.Text(prefix, random);
        return random.Weighted(
            (7, (text, unit)), (2, ($"({text} * {rows.Number(fact, prefix, 0)})", unit)), (1, ($"({text} * {rows.Number(fact, prefix, 1)})", unit)), (1, ($"({text} {random.Pick(["+", "-", "-"])} {rows.OfType(measure.Field.Type, fact, prefix, 0)})", unit)),
            (1, ($"round({text} / {rows.Literal(1)}, {random.Next(0, 3)})", unit)));
    }

    private (string Text, string Unit) Each(int depth)
    {
        DrawnFact entity = random.Pick([.. facts.Where(f => f.IsEntity)]);
        if (random.Chance(15) && Bridge() is { } bridge)
        {
            return bridge;
        }

        if (random.Chance(25))
        {
            return (Counted(entity), "#");
        }

        string kind = random.Weighted((6, "count"), (4, "sum"), (2, "avg"), (2, "min"), (2, "max"), (2, "distinct"), (1, "median"), (2, "percentile"));
        string including = random.Chance(35) ? " including empty" : "";
        string unit = "#", value = "";
        if (kind != "count" || random.Chance(30))
        {
            (string text, string own) = Formula(entity, Math.Min(depth, 1));
            unit = kind is "count" or "distinct" ? "#" : own;
            value = kind is "distinct" or "count" && random.Chance(60) && rows.Field(entity, "", f => f.Type.IsTextual || random.Chance(30)) is { } attribute
                ? $" : {attribute}" : $" : {text}";
        }

        string where = value.Length == 0 || random.Chance(50) ? $" where {(random.Chance(30) ? Totals() : Condition(entity, random.Next(0, 2)))}" : "";
        if (where.Length > 0 && entity.Fields.Find(f => f.IsKept) is { } kept && random.Chance(40))
        {
            where += $" {random.Pick(["and", "or"])} {kept.Name} {random.Pick(["at start", "at end"])} is {random.Pick(["", "not "])}null";
        }

        string by = random.Chance(10) ? By(random.Pick([.. facts.Where(f => !f.IsEntity)]), 100) : "";
        return ($"{kind}(each {entity.Name}{including}{value}{where}{(kind == "percentile" ? Share() : "")}{by})", unit);
    }

    // Repeat buyers and the like: the commonest each by far.
    private string Counted(DrawnFact entity)
    {
        (string subject, DrawnFact fact) = Subject();
        string rowsOf = fact.EntityOfInterval is not null && random.Chance(60) ? $"(count({subject}) {random.Pick(["at start", "at end"])})"
            : fact.EntityOfSnapshot is not null && random.Chance(80) ? $"({Pictured($"count({subject}{Spoken(fact, 15)})")})" : $"count({subject}{By(fact, 0)})";
        string Limit() => $"{rowsOf} {random.Pick(["=", "<", "<=", ">", ">=", ">="])} {random.Next(0, 4)}";
        return $"count(each {entity.Name} where {Limit()}{(random.Chance(30) ? $" and {Limit()}" : "")})";
    }

    // Over an entity, attributes stand beside aggregates.
    private string Condition(DrawnFact? entity, int depth)
    {
        if (depth > 0 && random.Chance(50))
        {
            return $"({Condition(entity, depth - 1)} {random.Pick(["and", "or"])} {Condition(entity, depth - 1)})";
        }

        if (entity is not null && random.Chance(25))
        {
            return rows.Condition(entity, "", 0);
        }

        (string x, string unit) = Formula(entity, Math.Min(depth, 1));
        if (unit is "Date" or "Instant" or "Duration")
        {
            (string other, string same) = Matching(entity, unit, 0);
            return same == unit ? $"{x} <= {other}" : $"{x} is null";
        }

        return random.Next(7) switch
        {
            0 => $"{x} is null",
            1 => $"not {x} {random.Pick(["<", "="])} {rows.Literal(1)}",
            2 => $"{x} in ({rows.Literal(0)}, {rows.Literal(0)})",
            3 => $"{x} between {rows.Literal(0)} and {rows.Literal(1)}",
            _ => $"{x} {random.Pick(["=", "!=", "<", "<=", ">", ">="])} {rows.Literal(1)}",
        };
    }

    // Counts and sums against constants, joined: what segments of customers are mostly made of.
    private string Totals()
    {
        (string subject, DrawnFact fact) = Subject();
        string[] measures = [.. fact.Of(FieldRole.Measure).Where(f => f.Type.IsNumeric || f.Type.Currency is not null).Select(f => $"sum({subject}.{f.Name}{By(fact, 0)})")];
        string Comparison() => $"{random.Pick([$"count({subject}{By(fact, 0)})", .. measures])} {random.Pick(["=", "!=", "<", "<=", ">", ">="])} {rows.Literal(1)}";
        return $"({Comparison()} {random.Pick(["and", "or"])} {Comparison()})";
    }

    private (string Name, DrawnFact Fact) Subject()
    {
        if (_sets.Count > 0 && random.Chance(30))
        {
            return random.Pick(_sets);
        }

        DrawnFact[] events = [.. facts.Where(f => !f.IsEntity)];
        DrawnFact fact = random.Chance(75) ? random.Pick(events) : random.Pick(facts);
        return (fact.Name, fact);
    }

    // A fact with several roles and no default needs one.
    private string By(DrawnFact fact, int percent)
    {
        DrawnField[] roles = [.. fact.Of(FieldRole.Time)];
        bool isNeeded = (roles.Length > 1 || fact.EntityOfSnapshot is not null) && !roles.Any(r => r.Modifiers.Contains("default", StringComparison.Ordinal));
        return roles.Length > 0 && (isNeeded || random.Chance(percent)) ? $" by {random.Pick(roles).Name}" : "";
    }

    private string Share() =>
        $", {random.Pick(["0", "1", "0.5", "0.25", "0.07", "0.9", "0.9999", "0.3333", "33 %"])}{random.Pick(["", ", linear", ", nearest"])}";
}
