using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Targets;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Rates;
using Crm.Sdk.TestKit;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Tests.Kinds;

/// <summary>
/// A page of docs/articles/kinds or catalogue whose tables of cases are tests. A block <c>crm</c> holds definitions, a block <c>rows</c> the rows of a
/// fact, a block <c>rates</c> a table of rates under its name and base, and a table with the columns case, metric, asked, cell and value the cases that stand on all blocks before it.
/// </summary>
internal sealed partial class KindPage
{
    private KindPage(string name, IReadOnlyList<KindCase> cases)
    {
        Name = name;
        Cases = cases;
    }

    public string Name { get; }

    public IReadOnlyList<KindCase> Cases { get; }

    public static IEnumerable<KindPage> All() => new[] { "kinds", "catalogue" }.SelectMany(folder => Directory
        .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "docs", "articles", folder), "*.md").Order(StringComparer.Ordinal)).Select(Read);

    /// <summary>The first case that is wrong, in words, or null.</summary>
    public static string? FirstWrong()
    {
        foreach (KindCase one in All().SelectMany(p => p.Cases))
        {
            string answer = one.TryAnswer();
            if (answer != one.Value)
            {
                return $"{one}: {answer}, not {one.Value}";
            }
        }

        return null;
    }

    public static KindPage Read(string path)
    {
        var cases = new List<KindCase>();
        var definitions = new List<string>();
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] lines = File.ReadAllLines(path);
        var rates = new List<RateTable>();
        bool isOfCases = false;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] is "```crm" or "```rows" or "```rates")
            {
                int end = Array.IndexOf(lines, "```", i + 1);
                string block = string.Join('\n', lines[(i + 1)..end]);
                if (lines[i] == "```crm")
                {
                    definitions.Add(block);
                }
                else if (lines[i] == "```rates")
                {
                    string[] head = block.Split('\n')[0].Split(' ');
                    rates.Add(RateCsv.Read(head[0], Currency.Get(head[2]), block[(block.IndexOf('\n', StringComparison.Ordinal) + 1)..]).ThrowIfInvalid());
                }
                else
                {
                    tables[block.Split(' ')[0]] = block;
                }

                i = end;
                continue;
            }

            string[] columns = [.. lines[i].Split('|').Select(c => c.Trim()).Skip(1).SkipLast(1)];
            if (columns is ["case", "metric", "asked", "cell", "value"])
            {
                isOfCases = true;
                i++;
            }
            else if (columns.Length != 5)
            {
                isOfCases = false;
            }
            else if (isOfCases)
            {
                cases.Add(new KindCase(Path.GetFileNameWithoutExtension(path), columns[0], string.Join('\n', definitions), [.. tables.Values], [.. rates],
                    Code(columns[1]), columns[2], columns[3], columns[4]));
            }
        }

        return new KindPage(Path.GetFileNameWithoutExtension(path), cases);
    }

    private static string Code(string text) => text.Trim('`').Replace("\\", "", StringComparison.Ordinal);
}

/// <summary>One line of a table of cases.</summary>
/// <remarks>
/// Asked: <c>2026-01 to 2026-06 by month and channel for vip as of 2026-09-01T00:00:00Z in Europe/Berlin</c> (or <c>in nrf</c>, <c>in iso</c>),
/// each part optional; without a range all time is asked, and without an instant the year 2030. The first word after <c>by</c> is the grain.
/// Cell: labels of members, parted by a slash; axes that are left out are at their totals. Value: the exact number, or the reason in
/// words, then flags, then what the definition leaves out.
/// </remarks>
internal sealed partial record KindCase(
    string Page, string Name, string Definitions, IReadOnlyList<string> Tables, IReadOnlyList<RateTable> Rates, string Metric, string Asked, string Cell, string Value)
{
    // Cases about targets add nothing to the definitions of their page, and so share what is read of it.
    private static readonly ConcurrentDictionary<string, HandTables> OfTargets = new(StringComparer.Ordinal);

    /// <summary>The same, or what was thrown: a difference between the executors is one.</summary>
    public string TryAnswer()
    {
        try
        {
            return Answer();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.Message;
        }
    }

    /// <summary>What both executors give, written as the page writes it.</summary>
    public string Answer()
    {
        if (TargetMeasure().Match(Metric) is { Success: true } measure)
        {
            return OfTarget(measure.Groups["measure"].Value, measure.Groups["target"].Value);
        }

        bool isExpression = MetricName().IsMatch(Metric) is false;
        string name = isExpression ? "asked" : Metric;
        var tables = new HandTables(isExpression ? $"{Definitions}\nmetric asked = {Metric}" : Definitions, [.. Tables]);
        Cube cube = tables.Ask(Query(name));
        string[] labels = Cell.Length == 0 ? [] : Cell.Split(" / ");
        (string, string)[] members = [.. labels.Select(label => (AxisOf(cube, label), label))];
        string left = string.Concat(cube.Meta.Excluded[0].Select(e => $", left out: {e.Count} {e.Name}"));
        return cube.Find(name, members) is { } cell ? Text(cell) + left : $"no cell '{Cell}' among {string.Join(", ", cube.Axes.SelectMany(a => a.Members))}";
    }

    /// <summary>Whether it asks about a target, and not about a metric.</summary>
    public bool IsOfTarget => TargetMeasure().IsMatch(Metric);

    // The cell of a target: empty for the whole, else a period or a member that it is set per, or both.
    private string OfTarget(string measure, string target)
    {
        MetricQuery query = Query(target);
        var reports = OfTargets.GetOrAdd($"{Definitions}\n{string.Join('\n', Tables)}", _ => new HandTables(Definitions, [.. Tables])).Ask(new TargetQuery { Targets = [target], Grain = query.Grain, Calendar = query.Calendar, Rates = Rates, Now = query.Now });
        string[] labels = Cell.Length == 0 ? [] : Cell.Split(" / ");
        if (reports.FirstOrDefault(r => r.Members.All(labels.Contains)) is not { } report)
        {
            return $"no member '{Cell}' among {string.Join(", ", reports.Select(r => string.Join(" / ", r.Members)))}";
        }

        string[] period = [.. labels.Except(report.Members)];
        if (period.Length == 0)
        {
            return measure switch
            {
                "target" => Text(report.Goal), "baseline" => Text(report.BaselineCell!), "actual" => Text(report.Actual), "attainment" => Text(report.Attainment),
                "progress" => Text(report.Progress), "remaining" => Text(report.Remaining), "pace" => Text(report.Pace), _ => Text(report.Expected),
            };
        }

        return report.Periods.SingleOrDefault(p => p.Period.Label == period[0]) is not { } part ? $"no period '{period[0]}' among {string.Join(", ", report.Periods.Select(p => p.Period.Label))}"
            : measure switch { "target" => Text(part.Goal), "actual" => Text(part.Actual), _ => Text(part.Attainment) };
    }

    public override string ToString() => $"{Page}: {Name}";

    private static string AxisOf(Cube cube, string label) =>
        cube.Axes.FirstOrDefault(a => a.IndexOf(label) >= 0)?.Name ?? cube.Axes[0].Name;

    private static string Text(Cell cell)
    {
        string value = cell.Value is { } number ? Shown(number) : CellFormat.Words(cell.Reason);
        value = cell is { Low: { } low, High: { } high } ? $"{value} ({Shown(low)} to {Shown(high)})" : value;
        string flags = string.Join(' ', Enum.GetValues<CellFlags>().Where(f => f != CellFlags.None && cell.Flags.HasFlag(f)).Select(f => f.ToString().ToLowerInvariant()));
        return flags.Length == 0 ? value : $"{value} {flags}";
    }

    private static string Shown(Values.Rational number) =>
        number.TryGetScale(out _) ? number.ToString() : $"{number.Numerator}/{number.Denominator}";

    private MetricQuery Query(string metric)
    {
        Match match = Question().Match(Asked);
        match.Success.Should().BeTrue("'{0}' should be a question", Asked);
        string Part(string group) => match.Groups[group].Value;
        var query = new MetricQuery { Metrics = [metric], Rates = Rates, Now = Part("now").Length == 0 ? Instant.FromUtc(2030, 1, 1, 0, 0) : InstantPattern.General.Parse(Part("now")).Value };
        if (Part("zone").Length > 0)
        {
            query = query with
            {
                Calendar = Part("zone") switch
                {
                    "iso" => new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Iso),
                    "nrf" => new ReportingCalendar(DateTimeZone.Utc, CalendarScheme.Nrf),
                    string zone => new ReportingCalendar(DateTimeZoneProviders.Tzdb[zone]),
                },
            };
        }

        if (Part("segments").Length > 0)
        {
            query = query with { Segments = Part("segments").Split(" and ") };
        }

        string[] by = Part("by").Length == 0 ? [] : Part("by").Split(" and ");
        if (Part("from").Length > 0)
        {
            query = query with { From = FirstDay(Part("from")), To = DayAfter(Part("to").Length == 0 ? Part("from") : Part("to")) };
        }

        if (by.Length > 0 && Enum.TryParse(by[0], ignoreCase: true, out Grain grain))
        {
            query = query with { Grain = grain };
            by = by[1..];
        }

        return query with { By = by };
    }

    private static LocalDate FirstDay(string text) => text.Length switch
    {
        4 => new LocalDate(int.Parse(text), 1, 1),
        7 => new LocalDate(int.Parse(text[..4]), int.Parse(text[5..]), 1),
        _ => LocalDatePattern.Iso.Parse(text).Value,
    };

    // What people name is the last year, month or day itself.
    private static LocalDate DayAfter(string text) => text.Length switch
    {
        4 => FirstDay(text).PlusYears(1),
        7 => FirstDay(text).PlusMonths(1),
        _ => FirstDay(text).PlusDays(1),
    };

    [GeneratedRegex(@"^((?<from>\d{4}[-\d]*)( to (?<to>\d{4}[-\d]*))?)?\s*(by (?<by>.+?))?\s*(for (?<segments>.+?))?\s*(as of (?<now>\S+))?\s*(in (?<zone>\S+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Question();

    [GeneratedRegex(@"^(?<measure>target|baseline|actual|attainment|progress|remaining|pace|expected)\((?<target>[a-z_0-9]+)\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex TargetMeasure();

    [GeneratedRegex(@"^[a-z_][a-z_.0-9]*$", RegexOptions.ExplicitCapture)]
    private static partial Regex MetricName();
}
