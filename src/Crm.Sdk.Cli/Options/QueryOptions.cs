using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Querying;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Cli.Options;

/// <summary>The options of commands that ask a question: where the workspace is, and what is asked of its metrics.</summary>
internal sealed class QueryOptions
{
    private static readonly string[] Grains = ["day", "week", "month", "quarter", "year"];
    private static readonly string[] Executors = ["columnar", "reference"];

    private readonly Option<string> _folder = new("--folder") { Description = "The folder of the workspace.", DefaultValueFactory = _ => ".", HelpName = "DIR" };
    private readonly Option<string> _data = new("--data") { Description = "The folder of the CSV files, instead of the one that crm.json names.", HelpName = "DIR" };
    private readonly Option<string> _from = new("--from") { Description = "The first day, week, month, quarter or year; all time without it.", HelpName = "DAYS" };
    private readonly Option<string> _to = new("--to") { Description = "The last day, week, month, quarter or year, which is included.", HelpName = "DAYS" };
    private readonly Option<string> _grain = CommonOptions.OneOf(
        new Option<string>("--grain") { Description = "Cuts the range into periods.", HelpName = string.Join('|', Grains) }, Grains);

    private readonly Option<string[]> _by = new("--by") { Description = "Groups by a dimension, such as channel or customer.country; may be repeated.", HelpName = "DIM" };
    private readonly Option<string[]> _segment = new("--segment") { Description = "Shows a segment beside all rows; may be repeated.", HelpName = "NAME" };
    private readonly Option<string> _now = new("--now")
    {
        Description = "The instant as of which the question is answered, such as 2026-01-01T12:00:00Z; a day means its beginning. "
            + "Else the one in crm.json, else this very moment.",
        HelpName = "INSTANT",
    };

    private readonly Option<string> _knownAt = new("--known-at")
    {
        Description = "Answers from what was recorded in the CRM by an instant, written as --now is; --now is then that instant too, unless it is said.",
        HelpName = "INSTANT",
    };

    private readonly Option<string> _executor = CommonOptions.OneOf(
        new Option<string>("--executor") { Description = "Who computes; both give the same.", DefaultValueFactory = _ => Executors[0], HelpName = string.Join('|', Executors) },
        Executors);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_folder, _data, _from, _to, _grain, _by, _segment, _now, _knownAt, _executor])
        {
            command.Add(option);
        }
    }

    /// <summary>The folder of the workspace, as it was typed.</summary>
    public string Folder(ParseResult parsed) => parsed.GetRequiredValue(_folder);

    /// <summary>The data folder, as it was typed.</summary>
    public string? Data(ParseResult parsed) => parsed.GetValue(_data);

    /// <summary>Who computes.</summary>
    public ExecutorKind Executor(ParseResult parsed) => parsed.GetValue(_executor) == "reference" ? ExecutorKind.Reference : ExecutorKind.Columnar;

    /// <summary>Whether something is said of which rows are meant.</summary>
    public bool AsksForRows(ParseResult parsed) => ((Option[])[_from, _to, _grain, _by, _segment, _now, _knownAt]).Any(o => parsed.GetResult(o) is { Implicit: false });

    /// <summary>Whether the instant of the question is said on the command line.</summary>
    public bool SaysNow(ParseResult parsed) => parsed.GetValue(_now) is not null;

    /// <summary>The question.</summary>
    /// <exception cref="ToolException">A value of an option is not one.</exception>
    public MetricQuery Query(ParseResult parsed, ToolHost host, Workspace workspace, IReadOnlyList<string> metrics)
    {
        (LocalDate First, LocalDate After)? from = Days(parsed, _from, workspace.Calendar);
        (LocalDate First, LocalDate After)? to = Days(parsed, _to, workspace.Calendar);
        if (from is null != to is null)
        {
            throw ToolException.BadUse("say both --from and --to; both are included, so --from 2025 --to 2025 is the year 2025.");
        }

        if (from is null && parsed.GetValue(_grain) is { } cut)
        {
            throw ToolException.BadUse($"--grain {cut} cuts a range of days: say --from and --to too, such as --from 2025 --to 2025.");
        }

        if (from is not null && to!.Value.After <= from.Value.First)
        {
            throw ToolException.BadUse($"--to {parsed.GetValue(_to)} ends before --from {parsed.GetValue(_from)} begins.");
        }

        return new MetricQuery
        {
            Metrics = metrics,
            From = from?.First,
            To = to?.After,
            Grain = parsed.GetValue(_grain) is { } grain ? (Grain)Array.IndexOf(Grains, grain) : null,
            By = parsed.GetValue(_by) ?? [],
            Segments = parsed.GetValue(_segment) ?? [],
            Calendar = workspace.Calendar,
            Rates = RateFiles.Read(workspace).Tables,
            Now = At(parsed, _now, workspace) ?? At(parsed, _knownAt, workspace) ?? workspace.Now ?? host.Clock.GetCurrentInstant(),
            KnownAt = At(parsed, _knownAt, workspace),
        };
    }

    /// <summary>Says that all of an answer lies after its instant, and what to do about that.</summary>
    public string AllIsLater(ParseResult parsed, Workspace workspace, Instant now)
    {
        string source = parsed.GetValue(_now) is not null ? "from --now" : parsed.GetValue(_knownAt) is not null ? "from --known-at" : workspace.Now is not null ? $"from {Workspace.FileName}" : "from the clock";
        string mend = parsed.GetValue(_now) is not null || parsed.GetValue(_knownAt) is not null ? "pass a later --now"
            : workspace.Now is not null ? $"remove \"now\" from {Workspace.FileName} or pass --now" : "ask for earlier days or pass --now";
        return $"everything lies after now ({QueryWords.Moment(now, workspace.Calendar.Zone)}, {source}); {mend}.";
    }

    private static (LocalDate First, LocalDate After)? Days(ParseResult parsed, Option<string> option, ReportingCalendar calendar) =>
        parsed.GetValue(option) is not { } text ? null
        : DayRange.Parse(text, calendar) ?? throw ToolException.BadUse($"{option.Name}: '{text}' names no days. {DayRange.Forms(calendar)}");

    /// <summary>The instant that an option names; null where it is not said.</summary>
    /// <exception cref="ToolException">It is no instant.</exception>
    public static Instant? At(ParseResult parsed, Option<string> option, Workspace workspace) =>
        parsed.GetValue(option) is not { } text ? null
        : Workspace.ParseNow(text, workspace.Calendar) ?? throw ToolException.BadUse($"{option.Name}: '{text}' is no instant. Write 2026-01-01 or 2026-01-01T12:00:00Z.");
}
