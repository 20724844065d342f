namespace Crm.Sdk.Reporting.Charts.Svg;

/// <summary>How a kind of shape looks: the class by which a page colours it, and what holds without a page.</summary>
internal sealed record Style
{
    private const string InkColour = "#1b2430";
    private const string Quiet = "#566173";
    private const string Accent = "#1f5fbf";
    private const string PaperColour = "#ffffff";
    private const string Aim = "#1a7348";
    private const string Rule = "#8a94a3";
    private const string Good = "#14633c";
    private const string Warning = "#7a4a00";
    private const string Bad = "#a3221b";

    public static readonly Style Ground = new() { Class = "c-ground", Fill = PaperColour };
    public static readonly Style Grid = new() { Class = "c-grid", Stroke = "#d9dee6", Width = 1 };
    public static readonly Style Axis = new() { Class = "c-axis", Stroke = "#8a94a3", Width = 1 };
    public static readonly Style Label = new() { Class = "c-label", Fill = Quiet };
    public static readonly Style Value = new() { Class = "c-value", Fill = InkColour };
    public static readonly Style Actual = new() { Class = "c-actual", Stroke = Accent, Width = 2.25m };
    public static readonly Style ActualOpen = Actual with { Dash = "2 4" };
    public static readonly Style Dot = new() { Class = "c-dot", Fill = Accent, Stroke = PaperColour, Width = 1.5m };
    public static readonly Style DotOpen = new() { Class = "c-dot-open", Fill = PaperColour, Stroke = Accent, Width = 2 };
    public static readonly Style Target = new() { Class = "c-target", Stroke = Aim, Width = 1.75m };
    public static readonly Style Baseline = new() { Class = "c-baseline", Stroke = Quiet, Width = 1.25m, Dash = "1 4" };
    public static readonly Style Pace = new() { Class = "c-pace", Stroke = Aim, Width = 1.5m, Dash = "7 4" };
    public static readonly Style Forecast = new() { Class = "c-forecast", Stroke = Accent, Width = 2.25m, Dash = "6 5" };
    public static readonly Style Band = new() { Class = "c-band", Fill = Accent, Opacity = "0.14" };
    public static readonly Style Bar = new() { Class = "c-bar", Fill = Accent };
    public static readonly Style Track = new() { Class = "c-track", Fill = "#eceff3" };

    public static readonly Style Ink = new() { Class = "c-ink", Fill = InkColour };
    public static readonly Style Paper = new() { Class = "c-paper", Fill = PaperColour, Stroke = Rule, Width = 1 };
    public static readonly Style Phase = new() { Class = "c-phase", Fill = Quiet };
    public static readonly Style Action = new() { Class = "c-bar", Fill = Accent };
    public static readonly Style Critical = new() { Class = "c-critical", Fill = Accent, Stroke = InkColour, Width = 2 };
    public static readonly Style Ghost = new() { Class = "c-ghost", Stroke = Quiet, Width = 1.25m, Dash = "3 2" };
    public static readonly Style Milestone = new() { Class = "c-milestone", Fill = Aim, Stroke = PaperColour, Width = 1 };
    public static readonly Style MilestoneCritical = new() { Class = "c-milestone-critical", Fill = Aim, Stroke = InkColour, Width = 2 };
    public static readonly Style Link = new() { Class = "c-axis", Stroke = Rule, Width = 1.25m };
    public static readonly Style LinkCritical = new() { Class = "c-ink-line", Stroke = InkColour, Width = 1.75m };
    public static readonly Style Arrow = new() { Class = "c-arrow", Fill = Rule };
    public static readonly Style ArrowCritical = new() { Class = "c-ink", Fill = InkColour };
    public static readonly Style Today = new() { Class = "c-today", Stroke = Bad, Width = 1.5m };
    public static readonly Style TodayText = new() { Class = "c-bad", Fill = Bad };
    public static readonly Style Hatch = new() { Class = "c-axis", Stroke = Rule, Width = 1 };
    public static readonly Style Stripe = new() { Class = "c-track", Fill = "#eceff3", Opacity = "0.5" };
    public static readonly Style Evidence = new() { Class = "c-dot", Fill = Accent, Stroke = PaperColour, Width = 1.5m };
    public static readonly Style Wanted = new() { Class = "c-target", Stroke = Aim, Width = 2 };
    public static readonly Style Self = new() { Class = "c-ring", Stroke = Accent, Width = 2 };
    public static readonly Style Gap = new() { Class = "c-gap", Stroke = Accent, Width = 5, Opacity = "0.3" };

    public static readonly Style Low = new() { Class = "c-good-ground", Fill = "#e0f3e8", Stroke = PaperColour, Width = 2 };
    public static readonly Style Medium = new() { Class = "c-warning-ground", Fill = "#fcefd4", Stroke = PaperColour, Width = 2 };
    public static readonly Style High = new() { Class = "c-bad-ground", Fill = "#fde6e4", Stroke = PaperColour, Width = 2 };
    public static readonly Style LowText = new() { Class = "c-good", Fill = Good };
    public static readonly Style MediumText = new() { Class = "c-warning", Fill = Warning };
    public static readonly Style HighText = new() { Class = "c-bad", Fill = Bad };
    public static readonly Style Marked = new() { Class = "c-marked", Fill = "#fcefd4", Stroke = Warning, Width = 1.5m };

    public required string Class { get; init; }

    public string Fill { get; init; } = "none";

    public string? Stroke { get; init; }

    public decimal Width { get; init; }

    public string? Dash { get; init; }

    public string? Opacity { get; init; }
}
