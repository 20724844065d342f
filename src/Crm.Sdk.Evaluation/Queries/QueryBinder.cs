using Crm.Sdk.Language.Binding;
using Crm.Sdk.Rates;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Queries;

/// <summary>Resolves the names of a query against a model.</summary>
public static class QueryBinder
{
    /// <summary>The codes of what can be wrong with a query; docs/articles/findings.md explains each.</summary>
    private const string NoMetric = "CRM3001", UnknownMetric = "CRM3002", UnknownSegment = "CRM3003", UnknownDimension = "CRM3004",
        BadRange = "CRM3005", GrainWithoutRange = "CRM3006", NoTimeRole = "CRM3007", SegmentOutOfReach = "CRM3008", Twice = "CRM3009",
        NotGroupable = "CRM3010", NoTimeToRead = "CRM3032", NoRateTable = "CRM3023", NoSuchRate = "CRM3024",
        KnownTwice = "CRM3040";

    // A day is left at either end, so that every zone has a local day then.
    private static readonly Instant Earliest = Instant.FromUtc(1, 1, 2, 0, 0), Latest = Instant.FromUtc(9999, 12, 30, 0, 0);

    /// <summary>Resolves a query.</summary>
    /// <returns>The query with its names resolved, or findings whose path names the part of the query that is wrong.</returns>
    public static Checked<BoundQuery> Bind(CrmModel model, MetricQuery query)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(query);
        var findings = new List<Finding>();
        model = MetricCalls.Define(model, query, findings);
        if (findings.Count > 0)
        {
            return new Checked<BoundQuery>(null, findings);
        }

        var asked = Metrics(model, query, findings);
        var ofRange = new List<Finding>();
        (ReportingPeriod? range, IReadOnlyList<ReportingPeriod> periods) = Periods(query, ofRange);
        List<BoundMetric> metrics = [.. asked.SelectMany(m => periods.Append(range).Select(p => BoundQuery.InForce(m, p, query.Calendar, query.Now))).Distinct()];
        var facts = metrics.SelectMany(m => m.Value.Aggregates().Select(a => a.Fact)
            .Concat(m.Value.Eaches().Where(e => e.IncludingEmpty).Select(e => e.Entity))).Distinct().ToList();
        var dimensions = Dimensions(model, query, facts, findings);
        CheckReadings(metrics, dimensions, findings);
        var rates = Rates(query, metrics, findings);
        var segments = Segments(model, query, facts, findings);
        findings.AddRange(ofRange);
        if (query.Now < Earliest || query.Now > Latest)
        {
            Add(findings, BadRange, "now", "'now' lies outside the years 1 to 9999.", "Ask as of a day that people have a calendar for.");
        }

        if (query.KnownAt is not null && query.AtPosition is not null)
        {
            Add(findings, KnownTwice, "atPosition", "What was known is asked for twice: at an instant and at a position.", "Say one of the two.");
        }

        if (range is not null)
        {
            foreach (var (metric, aggregate) in metrics.SelectMany(m => m.Value.Aggregates().Where(a => a.Role is null).Select(a => (m, a))))
            {
                Add(findings, NoTimeRole, "metrics", $"'{metric.Name}' counts rows of '{aggregate.Fact}', which has no time.",
                    "Ask without a range, or declare a time role of the fact.");
            }
        }

        return new Checked<BoundQuery>(
            new BoundQuery(model, metrics, range, periods, dimensions, segments, query.Grain, query.Calendar, query.Now, asked) { Rates = rates }, findings);
    }

    private static void Add(List<Finding> findings, string code, string path, string message, string mend)
    {
        if (!findings.Exists(f => f.Message == message))
        {
            findings.Add(new Finding(code, FindingSeverity.Error, message, mend, new FindingPlace { Path = path }));
        }
    }

    private static List<BoundMetric> Metrics(CrmModel model, MetricQuery query, List<Finding> findings)
    {
        var metrics = new List<BoundMetric>();
        if (query.Metrics.Count == 0)
        {
            Add(findings, NoMetric, "metrics", "The query names no metric.", $"Known here: {string.Join(", ", model.Metrics.Keys.Take(12))}.");
        }

        foreach (string name in query.Metrics)
        {
            if ((model.Metrics.GetValueOrDefault(name) ?? Watched(model, name)) is not { } metric)
            {
                bool isTemplate = model.Templates.ContainsKey(name);
                Add(findings, UnknownMetric, "metrics", isTemplate ? $"'{name}' has parameters, and no values are given." : $"No metric is called '{name}'.",
                    isTemplate ? $"Write them behind it: {name}(…)." : Suggestion.Mend(name, model.Metrics.Keys));
            }
            else if (metrics.Contains(metric))
            {
                Add(findings, Twice, "metrics", $"'{name}' is asked for twice.", "Name it once.");
            }
            else
            {
                metrics.Add(metric);
            }
        }

        return metrics;
    }

    // What a target watches is asked for as actual(name).
    private static BoundMetric? Watched(CrmModel model, string name) =>
        name.StartsWith("actual(", StringComparison.Ordinal) && name.EndsWith(')') ? model.Targets.GetValueOrDefault(name[7..^1])?.Actual : null;

    // The table of each conversion; what a table lacks for one day is seen in the cell.
    private static Dictionary<string, RateTable> Rates(MetricQuery query, List<BoundMetric> metrics, List<Finding> findings)
    {
        var tables = new Dictionary<string, RateTable>(StringComparer.Ordinal);
        string known = query.Rates.Count == 0 ? "Give the query its tables of rates." : $"There are {string.Join(", ", query.Rates.Select(r => $"'{r.Name}'"))}.";
        foreach (RateTable twice in query.Rates.Where(r => query.Rates.Count(other => other.Name == r.Name) > 1))
        {
            Add(findings, Twice, "rates", $"Two tables of rates are called '{twice.Name}'.", "Give one of the two another name.");
        }

        foreach (BoundMetric metric in metrics)
        {
            foreach (BoundConversion conversion in metric.Value.Aggregates().Select(a => a.Operand).OfType<BoundConverted>().Select(c => c.Conversion))
            {
                RateTable? table = conversion.Table is null && query.Rates is [var only] ? only : query.Rates.FirstOrDefault(r => r.Name == conversion.Table);
                if (table is null)
                {
                    Add(findings, NoRateTable, "rates", conversion.Table is null
                        ? $"'{metric.Name}' converts into {conversion.To} and does not say by which table of rates, and there is not just one."
                        : $"'{metric.Name}' converts by the rates '{conversion.Table}', and there is no such table.",
                        conversion.Table is null && query.Rates.Count > 0 ? $"{known} Write for example using '{query.Rates[0].Name}'." : known);
                }
                else if (!table.Currencies.Contains(conversion.To))
                {
                    Add(findings, NoSuchRate, "rates", $"'{metric.Name}' converts into {conversion.To}, of which '{table.Name}' has no rate at all.",
                        $"It has {string.Join(", ", table.Currencies.Take(12))}{(table.Currencies.Count > 12 ? ", …" : "")}.");
                }
                else
                {
                    tables[conversion.Table ?? ""] = table;
                }
            }
        }

        return tables;
    }

    private static List<BoundDimension> Dimensions(CrmModel model, MetricQuery query, List<BoundFact> facts, List<Finding> findings)
    {
        var dimensions = new List<BoundDimension>();
        foreach (string name in query.By)
        {
            var byFact = new Dictionary<string, BoundExpression>(StringComparer.Ordinal);
            if (name.Length == 0 || dimensions.Exists(d => d.Name == name))
            {
                Add(findings, Twice, "by", name.Length == 0 ? "A dimension has no name." : $"'{name}' is named twice.", "Name each dimension once.");
                continue;
            }

            foreach (BoundFact fact in facts)
            {
                if (model.FindDimension(name, fact, out string problem) is { } expression)
                {
                    byFact[fact.Name] = expression;
                }
                else
                {
                    Add(findings, UnknownDimension, "by", $"'{name}' cannot group '{fact}'.", problem);
                }
            }

            var types = byFact.Values.Select(e => e.Type).ToList();
            if (types.Find(t => !Groupable(t)) is { } odd)
            {
                Add(findings, NotGroupable, "by", $"'{name}' is of type {odd}, which does not group.", "Group by a text, a reference, a day, a yes or no, or a bucket.");
            }
            else if (types.Exists(t => t.IsTextual != types[0].IsTextual || (!t.IsTextual && t.Kind != types[0].Kind)))
            {
                Add(findings, NotGroupable, "by", $"'{name}' is of different types on the facts of this query.", "Ask for the metrics one by one.");
            }

            dimensions.Add(new BoundDimension(name, byFact));
        }

        return dimensions;
    }

    // An attribute with history is read at the time of a row, so the row must have one.
    private static void CheckReadings(List<BoundMetric> metrics, List<BoundDimension> dimensions, List<Finding> findings)
    {
        foreach (BoundMetric metric in metrics)
        {
            var timeless = metric.Value.Aggregates().Where(a => a.Role is null).Select(a => (a.Fact, What: $"rows of '{a.Fact}', which have no time"))
                .Concat(metric.Value.Eaches().Where(e => e.IncludingEmpty).Select(e => (Fact: e.Entity, What: $"each {e.Entity}, rows or not")));
            foreach (var (fact, what) in timeless)
            {
                foreach (BoundDimension dimension in dimensions.Where(d => d.Reads(fact)))
                {
                    Add(findings, NoTimeToRead, "by", $"'{dimension.Name}' changes over time, and '{metric.Name}' is of {what}.",
                        "Declare the dimension 'default now', or ask for the metric without it.");
                }
            }
        }
    }

    private static bool Groupable(DataType type) =>
        type.IsTextual || type.Kind is DataKind.Boolean or DataKind.Integer or DataKind.Decimal or DataKind.Date;

    private static List<BoundSegmentUse> Segments(CrmModel model, MetricQuery query, List<BoundFact> facts, List<Finding> findings)
    {
        var segments = new List<BoundSegmentUse>();
        foreach (string name in query.Segments)
        {
            if (!model.Segments.TryGetValue(name, out BoundSegment? segment))
            {
                Add(findings, UnknownSegment, "segments", $"No segment is called '{name}'.", Suggestion.Mend(name, model.Segments.Keys));
                continue;
            }

            if (segments.Exists(s => s.Segment == segment))
            {
                Add(findings, Twice, "segments", $"'{name}' is named twice.", "Name each segment once.");
                continue;
            }

            var paths = new Dictionary<string, IReadOnlyList<BoundReference>>(StringComparer.Ordinal);
            foreach (BoundFact fact in facts)
            {
                var ways = model.PathsBetween(fact, segment.Entity);
                if (ways.Count == 1)
                {
                    paths[fact.Name] = ways[0];
                }
                else
                {
                    Add(findings, SegmentOutOfReach, "segments",
                        $"'{name}' is a segment of '{segment.Entity}', to which '{fact}' leads in {(ways.Count == 0 ? "no way" : "several ways")}.",
                        ways.Count == 0 ? $"Ask without it, or add a reference to '{segment.Entity}'."
                            : $"Give '{fact}' a reference that is called '{segment.Entity}': it is the way that counts.");
                }
            }

            segments.Add(new BoundSegmentUse(segment, paths));
        }

        return segments;
    }

    private static (ReportingPeriod? Range, IReadOnlyList<ReportingPeriod> Periods) Periods(MetricQuery query, List<Finding> findings)
    {
        if (query.From is null && query.To is null)
        {
            if (query.Grain is not null)
            {
                Add(findings, GrainWithoutRange, "grain", "A grain cuts a range of days, and none is given.", "Say from and to.");
            }

            return (null, []);
        }

        if (query.From is not { } from || query.To is not { } to)
        {
            Add(findings, BadRange, query.From is null ? "from" : "to", "A range has a first day and the day after its last.", "Say both from and to.");
            return (null, []);
        }

        if (to <= from)
        {
            Add(findings, BadRange, "to", $"The range ends on {to:R}, which is not after {from:R}.", "'to' is the day after the last one.");
            return (null, []);
        }

        if (from.Year < 1)
        {
            Add(findings, BadRange, "from", "The calendar begins with the year 1.", "Leave out from and to for all time.");
            return (null, []);
        }

        if (query.Grain is { } cut && CalendarFindings.Of(query.Calendar, from, to, cut) is { } problem)
        {
            findings.Add(problem);
            return (null, []);
        }

        ReportingPeriod range = query.Calendar.Between(from, to);
        return (range, query.Grain is { } grain ? query.Calendar.Periods(from, to, grain) : []);
    }
}
