using System.Text.RegularExpressions;
using Crm.Sdk.Assessments;
using Crm.Sdk.Plans;
using Crm.Sdk.Values;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>What people call that which a plan names by a key.</summary>
internal static partial class PlanNames
{
    /// <summary>The lists of each part, by their names in files; a test holds them to the types.</summary>
    internal static readonly IReadOnlyDictionary<string, (string Heading, string[] Lists)> Parts = new Dictionary<string, (string, string[])>(StringComparer.Ordinal)
    {
        ["charter"] = ("What CRM means here", ["valuePropositions", "stakeholders", "benefits", "outcomes"]),
        ["assessment"] = ("Where we stand", ["assessments", "templates", "capabilities", "needs", "gaps", "benchmarks"]),
        ["objectives"] = ("Objectives", ["business", "objectives", "alignments", "notPursued", "workPlans", "compensation"]),
        ["customers"] = ("Customer analysis", ["personas", "positions", "priorities", "painPoints", "programs", "voice", "journeys", "insights", "competitors"]),
        ["strategy"] = ("Strategy", ["steps", "inventory", "segments", "loyalty"]),
        ["technology"] = ("Technology", ["tools", "criteria", "candidates", "integrations"]),
        ["data"] = ("Data management", ["requirements", "sources", "assets", "rules", "issues", "policies", "retention"]),
        ["communication"] = ("Communication", ["items", "acknowledgements"]),
        ["processes"] = ("Processes", ["processes", "handoffs"]),
        ["people"] = ("Training", ["modules", "attendance", "changes", "buyIn", "recognition", "empowerments", "adoptionMetrics"]),
        ["monitoring"] = ("Performance metrics", ["kpis"]),
        ["budget"] = ("Budget", ["lines", "benefits", "resources"]),
        ["timeline"] = ("Timeline", ["phases", "actions", "milestones"]),
        ["risks"] = ("Risks", ["risks"]),
        ["review"] = ("Review", ["findings", "adjustments", "actions"]),
    };

    /// <summary>A segment; null for all customers.</summary>
    public static string Segment(string? name, PlanContext context) => name is null ? "All customers" : context.Engine.Model.Segments.GetValueOrDefault(name)?.Title ?? name;

    /// <summary>A metric; nothing for none.</summary>
    public static string Metric(string? name, PlanContext context) => name is null ? "" : context.Engine.Model.Metrics.GetValueOrDefault(name)?.Title ?? name;

    /// <summary>An objective of the plan by its key there; nothing for none.</summary>
    public static string Objective(string? key, PlanContext context) => key is null ? "" : Under("objectives", key, context) ?? key;

    /// <summary>A business objective of the plan by its key there.</summary>
    public static string Business(string key, PlanContext context) => Under("business", key, context) ?? key;

    /// <summary>Several metrics.</summary>
    public static string Metrics(IEnumerable<string> names, PlanContext context) => string.Join(", ", names.Select(m => Metric(m, context)));

    /// <summary>Somebody, whom the charter may name more fully.</summary>
    public static string Person(string who, PlanContext context) => context.Plan.Content.Charter?.Stakeholders.FirstOrDefault(s => s.Key == who)?.Name ?? who;

    /// <summary>Several people.</summary>
    public static string People(IEnumerable<string> who, PlanContext context) => string.Join(", ", who.Select(w => Person(w, context)));

    /// <summary>Data that the plan lists.</summary>
    public static string Asset(string key, PlanContext context) => context.Plan.Content.Data?.Assets.FirstOrDefault(a => a.Key == key)?.Title ?? key;

    /// <summary>A source of data that the plan lists.</summary>
    public static string Source(string key, PlanContext context) => context.Plan.Content.Data?.Sources.FirstOrDefault(s => s.Key == key)?.Title ?? key;

    /// <summary>An area of a template that an assessment of the plan uses.</summary>
    public static string Area(string key, PlanContext context) =>
        context.Status.Assessments.SelectMany(a => a.Areas).FirstOrDefault(a => a.Area.Key == key)?.Area.Title ?? PlanWords.Sentence(key.Replace('-', ' '));

    /// <summary>What something rests on: metrics, other parts of the plan, and words.</summary>
    public static string Evidence(IEnumerable<string> evidence, PlanContext context) =>
        evidence.Select(e => Evidence(e, context)).Aggregate("", (all, next) => all.Length == 0 ? next : all[^1] is '.' or '?' or '!' ? $"{all} {next}" : $"{all}; {next}");

    private static string Evidence(string evidence, PlanContext context)
    {
        if (context.Engine.Model.Metrics.GetValueOrDefault(evidence)?.Title is { } title)
        {
            return title;
        }

        Match path = Path().Match(evidence);
        string name = path.Groups["name"].Value, key = path.Groups["key"].Value;
        return !path.Success ? evidence
            : key.Length > 0 ? Item(name, key, context.Plan.Content) ?? evidence
            : path.Groups["under"].Success ? Under(name, path.Groups["under"].Value, context) ?? evidence
            : Parts.TryGetValue(name, out var part) && part.Lists.Contains(path.Groups["list"].Value, StringComparer.Ordinal) ? $"{part.Heading}: {PlanWords.Of(path.Groups["list"].Value)}"
            : evidence;
    }

    private static string? Item(string list, string key, PlanContent content)
    {
        string? Of<T>(IEnumerable<T>? items, Func<T, string> title)
            where T : IKeyed => items?.Where(i => i.Key == key).Select(title).FirstOrDefault();
        return list switch
        {
            "voice" => Of(content.Customers?.Voice, v => v.Statement), "insights" => Of(content.Customers?.Insights, i => i.Statement),
            "painPoints" => Of(content.Customers?.PainPoints, p => p.Cause), "programs" => Of(content.Customers?.Programs, p => p.Title),
            "assessments" => Of(content.Assessment?.Assessments, a => a.Title), "needs" => Of(content.Assessment?.Needs, n => n.Statement),
            "capabilities" => Of(content.Assessment?.Capabilities, c => c.Title), "benchmarks" => Of(content.Assessment?.Benchmarks, b => b.Title),
            _ => null,
        };
    }

    private static string? Under(string folder, string key, PlanContext context) => folder switch
    {
        "business" => context.Plan.Content.Objectives?.Business.FirstOrDefault(b => b.Key == key) is { } found ? context.BusinessObjectives.FirstOrDefault(b => b.Id == found.Id)?.Title : null,
        "objectives" => context.Plan.Content.Objectives?.Objectives.FirstOrDefault(o => o.Key == key) is { } found ? context.Objectives.FirstOrDefault(o => o.Objective.Id == found.Id)?.Objective.Plan.Title : null,
        _ => null,
    };

    // Where things stand in the files of a plan: voice[call-1], business/grow, customers.voice.
    [GeneratedRegex(@"^(?<name>[a-z][a-zA-Z]*)(?:\[(?<key>[^\]]+)\]|/(?<under>[^/]+)|\.(?<list>[a-zA-Z]+))$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Path();
}
