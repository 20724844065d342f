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

    // A time of which a row speaks, besides the one at which it was taken.
    private string Spoken(DrawnFact fact, int percent)
    {
        DrawnField[] roles = [.. fact.Of(FieldRole.Time).Where(f => !f.IsOfKey)];
        return roles.Length > 0 && random.Chance(percent) ? $" by {random.Pick(roles).Name}" : "";
    }
}
