using Crm.Sdk.Facts;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <content>Shares and differences of shares, with an interval of confidence.</content>
internal sealed partial class MetricExpressions
{
    // The clause stands last in the formula, so that other clauses may follow.
    private (string Text, string Unit) Score()
    {
        (string subject, DrawnFact fact) = Subject();
        string by = By(fact, 40), level = $"confidence {random.Pick(["80", "90", "95", "98", "99", "99.9"])} %", factor = random.Pick(["", "", "100 * ", "-2 * "]);
        string condition = rows.Condition(fact, "", random.Next(0, 2)), end = fact.EntityOfInterval is not null && by.Length == 0 ? " at end" : "";
        DrawnField[] numbers = [.. fact.Of(FieldRole.Measure).Where(f => f.Type.IsNumeric && !f.HasHistory)];
        if (numbers.Length > 0 && random.Chance(50))
        {
            (string field, string middle) = (random.Pick(numbers).Name, rows.Literal(1));
            return ($"{factor}(count({subject} where {field} > {middle}{by}){end} - count({subject} where {field} <= {middle}{by}){end}) / count({subject}{by}){end} {level}", "#");
        }

        DrawnField[] keys = [.. fact.Of(FieldRole.Reference)];
        string counted = keys.Length > 0 && random.Chance(35) ? $"distinct({subject}.{random.Pick(keys).Name}" : $"count({subject}";
        return random.Next(4) switch
        {
            0 => ($"{factor}{counted}{by}){end} / ({counted}{by}){end} over total) {level}", "#"),
            1 => ($"({factor}{counted} where {condition}{by}){end} / {counted}{by}){end}).{random.Pick(["prior(1)", "toDate(month)", "trailing(9 days)"])} {level}", "#"),
            _ => ($"{factor}{counted} where {condition}{by}){end} / {counted}{by}){end} {level}", "#"),
        };
    }
}
