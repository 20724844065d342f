using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>How an objective is told in words, as the page of a plan tells it.</summary>
public static class ObjectiveTexts
{
    /// <summary>The status in one or two words.</summary>
    public static string Status(ObjectiveReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return ObjectiveWords.Badge(report.Status).Text;
    }

    /// <summary>A value of the objective in the unit of its metric; a dash for none.</summary>
    public static string Value(ObjectiveReport report, Rational? value)
    {
        ArgumentNullException.ThrowIfNull(report);
        return ObjectiveWords.Shown(report, value);
    }

    /// <summary>The values that reach the target.</summary>
    public static string Target(ObjectiveReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return ObjectiveWords.Target(report);
    }

    /// <summary>A share in whole percent; a dash for none.</summary>
    public static string Share(Rational? share) => ObjectiveWords.Share(share);
}
