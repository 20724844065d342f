using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Time;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Tests.Execution.Reference;

/// <summary>Short ways to ask and to read answers.</summary>
internal static class Questions
{
    public static Instant At(string iso) => InstantPattern.ExtendedIso.Parse(iso).Value;

    /// <summary>A question about all time, long after the last row.</summary>
    public static MetricQuery Of(params string[] metrics) => new() { Metrics = metrics, Now = At("2027-01-01T00:00:00Z") };

    /// <summary>The same question by months of a range.</summary>
    public static MetricQuery ByMonth(this MetricQuery query, string from, string to, Grain? grain = Grain.Month) => query with
    {
        From = LocalDatePattern.Iso.Parse(from).Value, To = LocalDatePattern.Iso.Parse(to).Value, Grain = grain,
    };

    /// <summary>The labels of an axis in order.</summary>
    public static IEnumerable<string> Labels(this Cube cube, string axis) => cube.Axes.Single(a => a.Name == axis).Members.Select(m => m.Label);

    /// <summary>The cells of a metric along an axis, the others at their totals, a line each.</summary>
    public static IEnumerable<string> Along(this Cube cube, string metric, string axis) =>
        cube.Labels(axis).Select(label => $"{label}: {cube.Find(metric, (axis, label))}");

    /// <summary>The cell of a metric where all axes are at their totals.</summary>
    public static string Total(this Cube cube, string metric) => cube.Find(metric)!.ToString();
}
