using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Rates;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>Makes up models, rows and questions. The same seed gives the same case.</summary>
public sealed class CaseGenerator
{
    /// <summary>The business hours of every case.</summary>
    internal static readonly string[] Calendars = ["office", "nights"];

    /// <summary>The events of the first calendar.</summary>
    internal static readonly string[] Events = ["fair", "sale"];

    private readonly Random _random;
    private readonly int _mostRows;

    /// <summary>Creates a generator.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="mostRows">How many rows an event has at most; in one case of six four times as many, for what works in blocks of 64.</param>
    public CaseGenerator(int seed, int mostRows = 60)
    {
        _random = new Random(seed);
        _mostRows = _random.Next(6) == 0 ? mostRows * 4 : mostRows;
    }

    /// <summary>Definitions that were written, those dropped included.</summary>
    public int Written { get; private set; }

    /// <summary>Definitions that did not bind and were dropped.</summary>
    public int Dropped { get; private set; }

    /// <summary>The next case.</summary>
    public DifferentialCase Next()
    {
        var moments = new Moments(_random);
        IReadOnlyList<DrawnFact> facts = new FactGenerator(_random, moments, _mostRows).Facts();
        var rows = new RowExpressions(_random, facts, moments);
        IReadOnlyList<string> lines = Bindable([.. CalendarLines(moments), .. FactLines(facts), .. WithAttributions(WithVersions([.. MetricLines(new MetricExpressions(_random, facts, rows))], moments), facts, moments)]);
        CrmModel model = CrmModel.Parse(string.Join('\n', lines)).ThrowIfInvalid();
        RateTable rates = Rates(moments);
        var data = new DataGenerator(_random, _mostRows);
        return new DifferentialCase
        {
            Lines = lines,
            Tables = [.. facts.Where(_ => _random.Chance(97)).Select(f => data.Table(f))],
            Queries = model.Metrics.Count == 0 ? [] : [.. Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Query(model, facts, rows, moments, rates))],
        };
    }

    private static IEnumerable<string> FactLines(IReadOnlyList<DrawnFact> facts) =>
        facts.SelectMany(f => (string[])[f.Header, .. f.Fields.Where(field => !field.IsOfKey).Select(field => field.Declaration), "}"]);

    // Nights lie across changes of the clocks, a fortnight around the anchor has days that differ.
    private IEnumerable<string> CalendarLines(Moments moments)
    {
        string zone = moments.Calendar.Zone.Id;
        yield return $"calendar {Calendars[0]} zone '{zone}' {{ mon tue wed thu fri 09:00-12:30 13:00-17:{_random.Next(10, 60)} sat {_random.Next(1, 9):00}:00-12:00";
        foreach (LocalDate day in Enumerable.Range(0, _random.Next(4)).Select(_ => moments.Anchor.PlusDays(_random.Next(-7, 8))).Distinct())
        {
            yield return $"  holiday {LocalDatePattern.Iso.Format(day)}{(_random.Chance(50) ? " 10:00-11:00" : "")}";
        }

        // Drawn by themselves, so that all else stays as it is.
        var random = new Random(moments.Anchor.DayOfYear);
        foreach (string name in Events)
        {
            yield return $"  event {name} {string.Join(", ", Occasions(random, moments.Anchor.PlusDays(-random.Next(0, 500))))}";
        }

        yield return "}";
        yield return $"calendar {Calendars[1]} zone '{zone}' {{ mon tue wed thu fri sat sun 00:00-06:00 {_random.Next(18, 24)}:30-24:00 }}";
    }

    // Some a year apart and some a week, of a day or of several.
    private static IEnumerable<string> Occasions(Random random, LocalDate first)
    {
        for (int i = random.Next(1, 7); i > 0; i--)
        {
            LocalDate last = first.PlusDays(random.Weighted((2, 0), (2, random.Next(1, 9))));
            yield return last == first ? LocalDatePattern.Iso.Format(first) : $"{LocalDatePattern.Iso.Format(first)} to {LocalDatePattern.Iso.Format(last)}";
            first = last.PlusDays(random.Next(1, random.Chance(50) ? 30 : 400));
        }
    }

    private IEnumerable<string> MetricLines(MetricExpressions metrics)
    {
        for (int i = _random.Next(0, 3); i > 0; i--)
        {
            yield return metrics.Set($"set{i}");
        }

        for (int i = _random.Weighted((3, 0), (3, 1), (2, 2)); i > 0; i--)
        {
            yield return metrics.Journey($"way{i}");
        }

        for (int i = _random.Weighted((2, 0), (1, 1)); i > 0; i--)
        {
            yield return metrics.Template($"t{i}");
        }

        for (int i = _random.Weighted((12, _random.Next(4, 9)), (1, _random.Next(20, 31))); i > 0; i--)
        {
            yield return metrics.Metric($"m{i}");
        }

        for (int i = _random.Next(0, 4); i > 0; i--)
        {
            yield return metrics.Segment($"seg{i}");
        }
    }

    // Now and then a metric means what another one does from a day on; drawn by itself, so that all else stays as it is.
    private static List<string> WithVersions(List<string> lines, Moments moments)
    {
        var random = new Random(lines.Sum(l => l.Length));
        string[] metrics = [.. lines.Where(l => l.StartsWith("metric ", StringComparison.Ordinal) && !l.StartsWith("metric with.", StringComparison.Ordinal))];
        if (metrics.Length < 2 || !random.Chance(15))
        {
            return lines;
        }

        IEnumerable<string> later = Enumerable.Range(2, random.Next(1, 3)).Select(version =>
        {
            string[] other = random.Pick(metrics).Split(" = ", 2);
            string name = metrics[0].Split(' ')[1];
            string formula = random.Chance(30) ? $"-{name}@{version - 1}" : random.Chance(50) ? metrics[0].Split(" = ", 2)[1] : other[1];
            return $"metric {name}@{version} from {LocalDatePattern.Iso.Format(moments.Anchor.PlusDays(random.Next(-40, 40) + (version * 10)))} = {formula}";
        });
        return [.. lines, .. later, $"metric v = {metrics[0].Split(' ')[1]}@1 - {metrics[0].Split(' ')[1]}"];
    }

    // In some cases outcomes are shared among touches; drawn by itself, so that other cases stay as they are.
    private static List<string> WithAttributions(List<string> lines, IReadOnlyList<DrawnFact> facts, Moments moments)
    {
        var random = new Random(lines.Sum(l => l.Length) + facts.Sum(f => f.Fields.Count));
        if (!random.Chance(25))
        {
            return lines;
        }

        var metrics = new MetricExpressions(random, facts, new RowExpressions(random, facts, moments));
        return [.. lines, .. Enumerable.Range(1, random.Next(1, 3)).SelectMany(i => metrics.Attribution($"credit{i}"))];
    }

    // Without the lines that do not bind; what stands on them goes with them.
    private List<string> Bindable(List<string> lines)
    {
        Written += lines.Count(IsDroppable);
        for (; ; )
        {
            Checked<CrmModel> model = CrmModel.Parse(string.Join('\n', lines));
            if (model.IsValid)
            {
                return lines;
            }

            int[] wrong = [.. model.Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Place.Line!.Value - 1).Distinct().OrderDescending()];
            foreach (int line in wrong)
            {
                if (!IsDroppable(lines[line]))
                {
                    throw new InvalidOperationException($"A made-up fact does not bind: {model.Findings[0]}\n{string.Join('\n', lines)}");
                }

                lines.RemoveAt(line);
                Dropped++;
            }
        }
    }

    // Some days in a row have rates, then some have none; the yen has few, and the base has its own.
    private RateTable Rates(Moments moments)
    {
        var rates = new Dictionary<(string, LocalDate), long>();
        bool isDense = _random.Chance(60);
        foreach (string code in (string[])["USD", "JPY", "KWD"])
        {
            for (int i = isDense ? -70 : _random.Next(-5, 5); i < (isDense ? 70 : 10); i += code == "JPY" || _random.Chance(10) ? _random.Next(1, 4) : 1)
            {
                rates[(code, moments.Anchor.PlusDays(i))] = _random.Pick([10_000_000_000, 12_500_000_000, 30_000_000_000, 3_000_000, 1_600_000_000_000, _random.NextInt64(1, 1L << 40)]);
            }

            rates[(code, moments.Anchor.PlusDays(_random.Next(-900, 901)))] = 7_000_000_000;
        }

        return new RateTable("bank", Currency.Get("EUR"), rates.Select(r => new CurrencyRate { Currency = Currency.Get(r.Key.Item1), Day = r.Key.Item2, Scaled = r.Value }));
    }

    private static bool IsDroppable(string line) =>
        line.Contains(" = ", StringComparison.Ordinal) || line.StartsWith("funnel", StringComparison.Ordinal) || line.StartsWith("cohort", StringComparison.Ordinal)
        || line.StartsWith("attribution", StringComparison.Ordinal);

    private MetricQuery Query(CrmModel model, IReadOnlyList<DrawnFact> facts, RowExpressions rows, Moments moments, RateTable rates)
    {
        var query = new MetricQuery { Metrics = [], Rates = [rates], Now = moments.Now(), Calendar = moments.Calendar };
        if (_random.Chance(70))
        {
            (LocalDate from, LocalDate to, Grain? grain) = moments.Range();
            query = query with { From = from, To = to, Grain = grain };
        }

        int wanted = _random.Weighted((6, _random.Next(1, 5)), (1, 30));
        foreach (string metric in _random.Shuffled(model.Metrics.Keys))
        {
            query = query.Metrics.Count < wanted ? IfBinds(model, query, query with { Metrics = [.. query.Metrics, metric] }) : query;
        }

        if (query.Metrics.Count == 0)
        {
            query = query with { Metrics = [_random.Pick([.. model.Metrics.Keys])], From = null, To = null, Grain = null };
        }

        foreach (string segment in _random.Shuffled(model.Segments.Keys).Take(_random.Next(0, 4)))
        {
            query = IfBinds(model, query, query with { Segments = [.. query.Segments, segment] });
        }

        return WithDimensions(model, query, facts, rows);
    }

    private MetricQuery WithDimensions(CrmModel model, MetricQuery query, IReadOnlyList<DrawnFact> facts, RowExpressions rows)
    {
        int wanted = _random.Weighted((2, 0), (4, 1), (3, 2), (1, 3));
        string[] names = [.. facts.Select(f => f.Name), .. facts.SelectMany(f => rows.Reachable(f).SelectMany(r => (string[])[r.Path, $"{f.Name}.{r.Path}"])).Distinct(), .. Shared(model)];
        foreach (string name in _random.Shuffled(names).Take(25))
        {
            bool fits = query.By.Count < wanted && Cells(query) < 3_000;
            query = fits && !query.By.Contains(name) ? IfBinds(model, query, query with { By = [.. query.By, name] }) : query;
        }

        return query;
    }

    // Names by which attributions alone are grouped, each twice as they are few.
    private static IEnumerable<string> Shared(CrmModel model) => model.Facts.Values.Select(f => f.Attribution).OfType<BoundAttribution>().SelectMany(a =>
        (string[])["touch", "touch", "outcome", "place", .. a.Touches.Fact.Schema.Fields.SelectMany(f => (string[])[$"touch.{f.Name}", $"touch.{f.Name}"]),
            .. a.Outcome.Fact.Schema.Fields.Select(f => $"outcome.{f.Name}")]);

    // A guess that keeps cubes small enough for the reference: more rows have more members.
    private double Cells(MetricQuery query) =>
        (query.Grain is null ? 1 : 6) * (query.Segments.Count + 1) * Math.Pow(Math.Max(8, _mostRows / 4.0), query.By.Count);

    private static MetricQuery IfBinds(CrmModel model, MetricQuery before, MetricQuery after) =>
        QueryBinder.Bind(model, after).IsValid ? after : before;
}
