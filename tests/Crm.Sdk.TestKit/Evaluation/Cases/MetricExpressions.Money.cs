using Crm.Sdk.Facts;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <content>Amounts that are converted.</content>
internal sealed partial class MetricExpressions
{
    private static readonly string[] Policies =
        ["transaction", "transaction", "period end", "period average", "plan", "latest", "fixed"];

    // Of a field whose currency stands in the row where there is one, else of one whose type says it, or of a metric.
    private (string Text, string Unit) Converted()
    {
        string to = random.Pick(["EUR", "EUR", "USD", "JPY", "KWD"]);
        (string Name, string Unit)[] amounts = [.. _metrics.Where(m => m.Unit is "EUR" or "USD")];
        if (amounts.Length > 0 && random.Chance(15))
        {
            return ($"({random.Pick(amounts).Name} {Conversion(to)})", to);
        }

        (DrawnFact Fact, DrawnField Field)[] mixed = [.. facts.SelectMany(f => f.Fields.Where(m => m.Type.CurrencyField is not null).Select(m => (f, m)))];
        (DrawnFact Fact, DrawnField Field)[] plain = [.. facts.SelectMany(f => f.Of(FieldRole.Measure).Where(m => m.Type.Currency is not null).Select(m => (f, m)))];
        if (mixed.Length + plain.Length == 0)
        {
            return Aggregate(null);
        }

        (DrawnFact fact, DrawnField field) = random.Pick(mixed.Length > 0 && (plain.Length == 0 || random.Chance(80)) ? mixed : plain);
        string kind = random.Weighted((6, "sum"), (2, "avg"), (2, "min"), (2, "max"), (1, "distinct"), (1, "median"), (1, "percentile"));
        string operand = random.Chance(80) ? $"{fact.Name}.{field.Name}" : $"({fact.Name}.{field.Name} * {rows.Number(fact, $"{fact.Name}.", 0)})";
        string where = random.Chance(25) ? $" where {rows.Condition(fact, "", random.Next(0, 2))}" : "";
        bool isState = fact.EntityOfInterval is not null && random.Chance(60);
        string aggregate = $"{kind}({operand}{(kind == "percentile" ? Share() : "")}{where}{(isState ? "" : By(fact, 30))})";
        string reading = isState ? $" {random.Pick(["at start", "at end"])}" : "";
        return field.Type.CurrencyField is { } code && random.Chance(8)
            ? ($"{kind}({operand}{(kind == "percentile" ? Share() : "")} where {code} = '{to}'{(isState ? "" : By(fact, 30))}){reading}", kind == "distinct" ? "#" : to)
            : ($"({aggregate}{reading} {Conversion(to)})", kind == "distinct" ? "#" : to);
    }

    private string Conversion(string to)
    {
        string policy = random.Pick(Policies);
        string day = policy == "fixed" ? $" {rows.Day()}" : "", missing = random.Chance(60) ? $" missing previous within {random.Pick([1, 7, 366])} days" : "";
        return $"in {to} at {policy}{day}{(random.Chance(50) ? " using 'bank'" : "")}{missing}{(random.Chance(25) ? " round line" : "")}";
    }
}
