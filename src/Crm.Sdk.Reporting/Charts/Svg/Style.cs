namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>How a kind of shape looks: the class by which a page colours it, and what holds without a page.</summary>
internal sealed record Style
{
    private const string Ink = "#1b2430";
    private const string Quiet = "#566173";
    private const string Accent = "#1f5fbf";
    private const string Paper = "#ffffff";
    private const string Aim = "#1a7348";

    public static readonly Style Ground = new() { Class = "c-ground", Fill = Paper };
    public static readonly Style Grid = new() { Class = "c-grid", Stroke = "#d9dee6", Width = 1 };
    public static readonly Style Axis = new() { Class = "c-axis", Stroke = "#8a94a3", Width = 1 };
    public static readonly Style Label = new() { Class = "c-label", Fill = Quiet };
    public static readonly Style Value = new() { Class = "c-value", Fill = Ink };
    public static readonly Style Actual = new() { Class = "c-actual", Stroke = Accent, Width = 2.25m };
    public static readonly Style ActualOpen = Actual with { Dash = "2 4" };
    public static readonly Style Dot = new() { Class = "c-dot", Fill = Accent, Stroke = Paper, Width = 1.5m };
    public static readonly Style DotOpen = new() { Class = "c-dot-open", Fill = Paper, Stroke = Accent, Width = 2 };
    public static readonly Style Target = new() { Class = "c-target", Stroke = Aim, Width = 1.75m };
    public static readonly Style Baseline = new() { Class = "c-baseline", Stroke = Quiet, Width = 1.25m, Dash = "1 4" };
    public static readonly Style Pace = new() { Class = "c-pace", Stroke = Aim, Width = 1.5m, Dash = "7 4" };
    public static readonly Style Forecast = new() { Class = "c-forecast", Stroke = Accent, Width = 2.25m, Dash = "6 5" };
    public static readonly Style Band = new() { Class = "c-band", Fill = Accent, Opacity = "0.14" };
    public static readonly Style Bar = new() { Class = "c-bar", Fill = Accent };
    public static readonly Style Track = new() { Class = "c-track", Fill = "#eceff3" };

    public required string Class { get; init; }

    public string Fill { get; init; } = "none";

    public string? Stroke { get; init; }

    public decimal Width { get; init; }

    public string? Dash { get; init; }

    public string? Opacity { get; init; }
}
