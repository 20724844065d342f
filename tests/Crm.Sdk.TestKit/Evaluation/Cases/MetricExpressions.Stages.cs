using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <content>Conversion between stages, and what the history of an entity says of a row.</content>
internal sealed partial class MetricExpressions
{
    // Stages are the texts that fields hold.
    private string? OfStages(string subject, DrawnFact fact)
    {
        DrawnField[] texts = [.. fact.Of(FieldRole.Dimension).Where(f => f.Type.Kind == DataKind.Text)];
        if (texts.Length == 0)
        {
            return null;
        }

        string[] stages = [.. Enumerable.Range(0, 8).Select(_ => rows.Stage()).Distinct(StringComparer.OrdinalIgnoreCase).Take(4)];
        if (stages.Length < 2)
        {
            return null;
        }

        int from = random.Next(0, stages.Length - 1), to = random.Next(from + 1, stages.Length);
        string through = stages.Length == 2 && random.Chance(50) ? "" : $" through ({string.Join(", ", stages)})";
        string policies = random.Pick(["", " skips passed", " skips excluded", " skips excluded"]) + random.Pick(["", " backward reopen", " backward ignored"]) + random.Pick(["", " reentry each", " reentry first"]);
        string where = random.Chance(30) ? $" where {rows.Condition(fact, "", 0)}" : "";
        return $"conversion({subject}.{random.Pick(texts).Name} from {stages[from]} to {stages[to]}{through}{policies}{where})";
    }

    // A value of a row of the entity, or of a row that leads to it.
    private (string Text, string Unit)? OfHistory()
    {
        DrawnFact[] intervals = [.. facts.Where(f => f.EntityOfInterval is not null)];
        if (intervals.Length == 0)
        {
            return null;
        }

        DrawnFact history = random.Pick(intervals);
        string entity = history.EntityOfInterval!.Type.Target!;
        DrawnFact[] owners = [.. facts.Where(f => f.Name == entity || f.Of(FieldRole.Reference).Any(r => r.Type.Target == entity))];
        if (owners.Length == 0)
        {
            return null;
        }

        DrawnFact fact = random.Pick(owners);
        string of = $"{history.Name}{(random.Chance(40) ? $" where {rows.Condition(history, "", 0)}" : "")}", by = By(fact, 0);
        bool isOfDays = history.Of(FieldRole.Time).First().Type.Kind == DataKind.Date;
        string Entry() => $"{random.Pick(["firstEntry", "lastEntry"])}({of})";
        string Time() => random.Chance(30) ? Entry() : rows.Field(fact, fact.Name + ".", f => f.Type.Kind == (isOfDays ? DataKind.Date : DataKind.Instant)) ?? Entry();
        return random.Next(3) switch
        {
            0 => ($"count({fact.Name} where {Entry()} {random.Pick(["<", "<=", ">", "!="])} {Time()}{by})", "#"),
            1 => ($"count({fact.Name} where {Entry()} is null{by})", "#"),
            _ => ($"{random.Pick(["sum", "median", "max"])}(if({Entry()} is null, 0 days, timeIn({of}, {Time()}, {Time()})){by})", "Duration"),
        };
    }
}
