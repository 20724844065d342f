using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Samples.Docs;

/// <summary>The example shop of the documentation: a workspace with four small files, and short ways to ask it.</summary>
public static class Shop
{
    /// <summary>The first quarter of 2026.</summary>
    public static readonly LocalDate Start = new(2026, 1, 1);

    /// <summary>The day after the first quarter of 2026.</summary>
    public static readonly LocalDate End = new(2026, 4, 1);

    /// <summary>The instant that the workspace fixes: all of the first quarter is over.</summary>
    public static Instant Now => Workspace.Now!.Value;

    /// <summary>The calendar of the workspace: days begin in Berlin.</summary>
    public static ReportingCalendar Berlin => Workspace.Calendar;

    /// <summary>The folder.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "shop");

    /// <summary>The definitions and mappings.</summary>
    public static Workspace Workspace { get; } = Workspace.Open(Folder).ThrowIfInvalid();

    /// <summary>An engine over the rows of the files.</summary>
    public static async Task<MetricEngine> OpenAsync() => new(Workspace.Model, (await Workspace.LoadAsync()).Facts);

    /// <summary>A question about all time.</summary>
    public static MetricQuery Ask(params string[] metrics) => new() { Metrics = metrics, Calendar = Berlin, Now = Now };

    /// <summary>A question about the first quarter of 2026, by month.</summary>
    public static MetricQuery AskByMonth(params string[] metrics) => Ask(metrics) with { From = Start, To = End, Grain = Grain.Month };

    /// <summary>Prints the answer as a table.</summary>
    public static async Task PrintAsync(TextWriter output, MetricQuery query)
    {
        MetricEngine engine = await OpenAsync();
        await output.WriteAsync(CubeTable.Write(await engine.EvaluateAsync(query)));
    }
}
