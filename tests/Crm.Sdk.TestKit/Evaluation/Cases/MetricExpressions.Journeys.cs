using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <content>Funnels and cohorts.</content>
internal sealed partial class MetricExpressions
{
    private readonly List<(string Name, int Steps)> _journeys = [];

    /// <summary>A line that defines a funnel or a cohort.</summary>
    public string Journey(string name)
    {
        DrawnFact entity = random.Pick([.. facts.Where(f => f.IsEntity)]);
        bool isOfDays = random.Chance(35), isFunnel = random.Chance(65);
        int steps = isFunnel ? random.Next(2, 5) : 2;
        (string text, DrawnFact fact)[] drawn = [.. Enumerable.Range(0, steps).Select(_ => Step(entity, isOfDays))];
        _journeys.Add((name, isFunnel ? steps : 0));
        _sets.Add((name, drawn[0].fact));
        string within = random.Chance(70) ? $" within {random.Next(1, 20)} {random.Pick<string>(isOfDays ? ["days", "weeks"] : ["hours", "days", "days", "weeks"])}{(random.Chance(30) ? " per step" : "")}" : "";
        return isFunnel
            ? $"funnel {name} of {entity.Name} steps ({string.Join(", ", drawn.Select(d => d.text))}){random.Pick(["", "", " order strict", " order any"])}{within}"
                + $"{(random.Chance(30) ? " strictly increasing" : "")}{random.Pick(["", "", " anchor first ever", " anchor first in period", " anchor best"])}"
            : $"cohort {name} of {entity.Name} start first ever {drawn[0].text} return {drawn[1].text} every {random.Pick(["day", "day", "week", "month", "quarter", "year"])}{random.Pick(["", " rolling"])}";
    }

    // Steps must have times of one kind and lead to the entity, so facts that do are drawn more often.
    private (string Text, DrawnFact Fact) Step(DrawnFact entity, bool isOfDays)
    {
        DataKind kind = isOfDays ? DataKind.Date : DataKind.Instant;
        DrawnFact[] fitting = [.. facts.Where(f => f.Of(FieldRole.Time).Any(t => t.Type.Kind == kind) && (f == entity || f.Of(FieldRole.Reference).Any(r => r.Type.Target == entity.Name)))];
        DrawnFact fact = fitting.Length > 0 && random.Chance(92) ? random.Pick(fitting) : random.Pick(facts);
        DrawnField[] times = [.. fact.Of(FieldRole.Time).Where(t => t.Type.Kind == kind)];
        string by = times.Length > 0 ? $" by {times[0].Name}" : "";
        return ($"{fact.Name}{(random.Chance(60) ? $" where {rows.Condition(fact, "", random.Next(0, 2))}" : "")}{by}", fact);
    }

    private (string Text, string Unit) OfJourney()
    {
        (string name, int steps) = random.Pick(_journeys);
        if (steps == 0)
        {
            string interval = random.Pick([$"{random.Next(0, 4)}", $"{random.Next(0, 2)}, {random.Next(1, 4)}", $"{random.Next(0, 4)}, full"]);
            return random.Next(3) switch
            {
                0 => ($"{name}.retention({interval})", "#"),
                1 => ($"count({name} where not {name}.returned({interval}))", "#"),
                _ => ($"count({name} where {name}.returned({interval}))", "#"),
            };
        }

        int step = random.Next(1, steps + 1);
        return random.Next(7) switch
        {
            0 => ($"{name}.conversion({random.Pick(["", $"{step}", $"1, {step}"])})", "#"),
            1 => ($"count({name} where reached >= {step} and mature)", "#"),
            2 => ($"{random.Pick(["median", "avg", "max"])}(elapsed({name}.step(1), {name}.step({step})))", "Duration"),
            3 => ($"sum({name}.reached)", "#"),
            4 => ($"count({name} where {name}.step({step}) is null)", "#"),
            5 => ($"distinct({name}.step({step}))", "#"),
            _ => ($"count({name} where reached = {step})", "#"),
        };
    }
}
