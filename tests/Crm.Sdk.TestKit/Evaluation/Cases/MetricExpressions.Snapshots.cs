using Crm.Sdk.Facts;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <content>Readings of snapshots.</content>
internal sealed partial class MetricExpressions
{
    private string Pictured(string text) => text + random.Next(12) switch
    {
        0 or 1 => " at end",
        2 => " at start",
        3 => $".carry({random.Next(1, 40)} {random.Pick(["days", "days", "weeks", "months"])}){random.Pick(["", "", " at start"])}",
        4 => ".carry(period)",
        5 or 6 => ".exact()",
        7 or 8 or 9 => ".lastNonEmpty()",
        10 => $".lag({random.Next(1, 6)} {random.Pick(["days", "weeks", "months", "quarters"])}){random.Pick(["", "", " at start"])}",
        _ => ".carry()",
    };

    // From the start of a period to its end, over the entity of an interval or of a snapshot.
    private (string Text, string Unit)? Bridge()
    {
        DrawnFact[] lasting = [.. facts.Where(f => f.EntityOfInterval is not null || f.EntityOfSnapshot is not null)];
        if (lasting.Length == 0)
        {
            return null;
        }

        DrawnFact fact = random.Pick(lasting);
        (string operand, string unit) = Operand(fact.Name, fact, out string kind);
        (operand, unit, kind) = kind is "sum" or "count" or "distinct" ? (operand, unit, kind) : (fact.Name, "#", "count");
        string where = random.Chance(30) ? $" where {rows.Condition(fact, "", random.Next(0, 2))}" : "";
        string text = $"{kind}({operand}{where})";
        string reading = fact.EntityOfSnapshot is not null && random.Chance(30) ? $".carry({random.Next(1, 60)} days)" : random.Pick(["", " at end"]);
        string entity = (fact.EntityOfInterval ?? fact.EntityOfSnapshot)!.Type.Target!;
        string movement = random.Pick(["start", "new", "new", "reactivation", "reactivation", "expansion", "contraction", "churn", "end"]);
        return ($"({text}{reading}).bridge({entity}, {movement}{random.Pick(["", ", count"])})", unit);
    }

    // A time of which a row speaks, besides the one at which it was taken.
    private string Spoken(DrawnFact fact, int percent)
    {
        DrawnField[] roles = [.. fact.Of(FieldRole.Time).Where(f => !f.IsOfKey)];
        return roles.Length > 0 && random.Chance(percent) ? $" by {random.Pick(roles).Name}" : "";
    }
}
