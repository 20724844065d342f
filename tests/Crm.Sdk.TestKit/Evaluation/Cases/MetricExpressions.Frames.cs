namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <content>Windows, comparisons and levels of detail.</content>
internal sealed partial class MetricExpressions
{
    private (string Text, string Unit) Framed(string text, string unit, bool isOfMetrics)
    {
        bool isAdditive = unit is not ("Date" or "Instant" or "Text" or "Boolean");
        return random.Weighted(
            (5, 0), (3, 1), (isAdditive ? 2 : 0, 2), (isOfMetrics ? 4 : 0, 3), (2, 4)) switch
        {
            0 => ($"{text}{Window()}", unit),
            1 => ($"{text}.{Shift()}", unit),
            2 when random.Chance(50) => ($"{text}.delta({Comparison()})", unit),
            2 => ($"{text}.growth({Comparison()})", "#"),
            3 => ($"{text} over {Over()}", unit),
            _ => ($"{text}{Window()}.{Shift()}{(random.Chance(20) ? $".{Shift()}" : "")}", unit),
        };
    }

    private string Window() => random.Next(8) switch
    {
        0 or 1 or 2 => $".trailing({random.Next(1, 100)} days)",
        3 => $".trailing({random.Next(1, 5)} {random.Pick(["weeks", "quarters", "years"])})",
        4 => $".trailing({random.Next(1, 15)} months)",
        5 or 6 => $".toDate({random.Pick(["month", "quarter", "year"])})",
        _ => ".allTime()",
    };

    private string Shift() => random.Next(11) switch
    {
        8 => $"events('office'{(random.Chance(60) ? $", '{random.Pick(CaseGenerator.Events)}'" : "")}{random.Pick(["", "", ", full", ", businessDays, 'nights'"])})",
        9 => $"prior(1, businessDays, '{random.Pick(CaseGenerator.Calendars)}')",
        10 => $"{random.Pick(["prior(2", "prior(3 weeks", "yoy(1"])}, businessDays, 'office')",
        0 => $"prior({random.Next(1, 4)}, full)",
        1 or 2 => $"prior({random.Next(1, 30)} {random.Pick(["days", "weeks", "months", "years"])})",
        3 or 4 => $"yoy({random.Pick(["", "1", "2", "1, full", "1, likeForLike", "restated", "1, date364", "2, ordinal, full"])})",
        5 => $"to({rows.Day()})",
        _ => "prior(1)",
    };

    private string Comparison() => random.Pick(["prior", "prior, 1", "prior, 2, full", "prior, 7 days", "yoy", "yoy, 1, full", $"to, {rows.Day()}", "prior, 1, businessDays, 'office'", "events, 'office', 'sale'"]);

    private string Over()
    {
        string[] names = [.. facts.SelectMany(rows.Reachable).Select(f => f.Path).Concat(facts.Select(f => f.Name)).Distinct()];
        string Name() => random.Chance(50) ? random.Pick(["d1", "d2", "customer", "customer.d1"]) : random.Pick(names);
        return random.Next(5) switch
        {
            0 or 1 => "total",
            2 => $"total per {Name()}",
            3 => $"total per ({Name()}, {Name()})",
            _ => $"dropping {Name()}",
        };
    }
}
