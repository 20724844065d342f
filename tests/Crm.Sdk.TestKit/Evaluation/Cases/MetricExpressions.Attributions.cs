using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <content>Attributions.</content>
internal sealed partial class MetricExpressions
{
    /// <summary>Lines that define an attribution, metrics of it, and now and then a set of its rows and a segment by them.</summary>
    public IEnumerable<string> Attribution(string name)
    {
        DrawnFact entity = random.Pick([.. facts.Where(f => f.IsEntity)]);
        bool isOfDays = random.Chance(30);
        ((string text, DrawnFact outcome), (string touches, DrawnFact touch)) = (Happening(entity, isOfDays), Happening(entity, isOfDays));
        (touches, touch) = random.Chance(15) ? (text, outcome) : (touches, touch);
        string[] units = isOfDays ? ["days", "days", "weeks"] : ["seconds", "hours", "days", "days", "weeks"];
        string within = random.Chance(60) ? $" within {random.Next(1, 40)} {random.Pick(units)}" : "";
        string model = random.Pick<string>(["first", "last", "linear", "linear", "position(40 %)", "position(0.5)", "position(0.01 %)", $"decay({random.Next(1, 20)} {random.Pick(units)})", $"decay(1 {random.Pick(units)})"]);
        yield return $"attribution {name} of {entity.Name} outcome ({text}) touches ({touches}){within} model {model}";

        string of = name;
        if (random.Chance(30))
        {
            of = $"some_{name}";
            yield return $"set {of} = {name} where {CreditCondition(outcome, touch)}";
        }

        for (int i = random.Next(2, 5); i > 0; i--)
        {
            (string formula, string unit) = Credit(of, outcome, touch, entity);
            yield return $"metric {name}_{i} = {(random.Chance(15) ? Framed($"({formula})", unit, true).Text : formula)}";
        }

        if (random.Chance(30))
        {
            yield return $"segment of_{name} = {entity.Name} where {random.Pick<string>([$"{of}.count() > {random.Next(0, 3)}", $"{of}.sum({Amount(outcome).Text}) > {rows.Literal(1)}"])}";
        }
    }

    // Something that happened at some time to the entity, or the entity itself.
    private (string Text, DrawnFact Fact) Happening(DrawnFact entity, bool isOfDays)
    {
        DataKind kind = isOfDays ? DataKind.Date : DataKind.Instant;
        DrawnFact[] fitting = [.. facts.Where(f => f.EntityOfInterval is null && f.EntityOfSnapshot is null
            && f.Of(FieldRole.Time).Any(t => t.Type.Kind == kind) && (f == entity || f.Of(FieldRole.Reference).Any(r => r.Type.Target == entity.Name)))];
        DrawnFact fact = fitting.Length > 0 && random.Chance(97) ? random.Pick(fitting) : random.Pick(facts);
        DrawnField[] times = [.. fact.Of(FieldRole.Time).Where(t => t.Type.Kind == kind)];
        string by = times.Length > 0 ? $" by {times[0].Name}" : "";
        return ($"{fact.Name}{(random.Chance(30) ? $" where {rows.Condition(fact, "", 0)}" : "")}{by}", fact);
    }

    private (string Text, string Unit) Amount(DrawnFact outcome)
    {
        ReachableField[] measures = [.. rows.Reachable(outcome).Where(f => f.Field.Type.IsAdditive && !f.Field.HasHistory)];
        if (measures.Length == 0 || random.Chance(25))
        {
            return (rows.Number(outcome, "", 1), "#");
        }

        ReachableField measure = random.Pick(measures);
        string unit = measure.Field.Type.Kind switch { DataKind.Money => measure.Field.Type.Currency!.Code, DataKind.Duration => "Duration", _ => "#" };
        string text = measure.Text("", random);
        return (random.Chance(20) ? $"{text} * {rows.Number(outcome, "", 0)}" : text, unit);
    }

    private string CreditCondition(DrawnFact outcome, DrawnFact touch) => random.Next(7) switch
    {
        0 => $"place {random.Pick(["=", "<", ">"])} {random.Next(0, 4)}",
        1 => $"touch is {random.Pick(["", "not "])}null",
        2 => $"share {random.Pick(["<", ">="])} {random.Pick(["0.5", "0.333333333", "1", "0.1"])}",
        3 => rows.Condition(outcome, "outcome.", 0),
        _ => rows.Condition(touch, "touch.", random.Next(0, 2)),
    };

    private (string Text, string Unit) Credit(string of, DrawnFact outcome, DrawnFact touch, DrawnFact entity)
    {
        (string amount, string unit) = Amount(outcome);
        string where = random.Chance(40) ? $" where {CreditCondition(outcome, touch)}" : "";
        string part = $"{of}.part({amount})";
        return random.Next(18) switch
        {
            0 or 1 or 2 => ($"{of}.sum({amount})", unit),
            3 or 4 => ($"{of}.count()", "#"),
            5 => ($"{of}.sum({amount}) / {of}.count()", "#"),
            6 => ($"{of}.sum({amount}){where}", unit),
            7 or 8 => ($"sum({part}{where})", unit),
            9 => ($"{random.Pick(["min", "max", "avg", "median", "distinct", "count"])}({part}{where})", unit),
            10 => ($"sum(if({of}.touch is null, -{part}, {part}))", unit),
            11 => ($"count({of} where {part} > {rows.Literal(1)})", "#"),
            12 => ($"count({of}{where})", "#"),
            13 => ($"distinct({of}.touch{where})", "#"),
            14 => ($"{random.Pick(["sum", "max", "avg"])}({of}.{random.Pick(["weight", "place", "share"])}{where})", "#"),
            15 => ($"{random.Pick(["max", "sum", "avg"])}(each {entity.Name}: {of}.sum({amount}))", unit),
            16 => ($"count(each {entity.Name} where {of}.count() > {random.Next(0, 3)})", "#"),
            _ => ($"{of}.sum({amount}) / count({touch.Name}{By(touch, 50)})", "#"),
        };
    }
}
