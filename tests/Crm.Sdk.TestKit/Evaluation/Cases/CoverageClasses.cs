using System.Numerics;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>The things that are to occur in made-up cases, and how they are recognised.</summary>
internal static partial class CoverageClasses
{
    private static readonly AggregateKind[] Kinds = [.. Enum.GetValues<AggregateKind>().Except([AggregateKind.Median, AggregateKind.Survival, AggregateKind.Lifetime, AggregateKind.TimeIn])];

    private static readonly BigInteger TwoTo63 = BigInteger.One << 63, TwoTo127 = BigInteger.One << 127;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "rows: none at all", "rows: blocks of 64 and a rest", "rows: null value", "rows: null time", "rows: ties in time", "rows: unsorted", "rows: several batches", "rows: several dictionaries",
        "rows: near the limits of 64 bits", "rows: on a day of a clock change", "rows: exactly on a boundary", "rows: just before a boundary",
        "rows: before 1970", "rows: exactly at now", "rows: null reference", "rows: dangling reference", "rows: integer key",
        .. Kinds.Select(k => $"aggregate: {k}"), "aggregate: Survival", "aggregate: Lifetime", .. Kinds.Select(k => $"each: {k}"), .. Kinds.Select(k => $"inside each: {k}"), .. Kinds.Select(k => $"inside segment: {k}"),
        .. Enum.GetNames<PercentileMethod>().Select(m => $"percentile: {m}"), "percentile: smallest", "percentile: largest",
        "distinct: text", "distinct: reference", "distinct: number", "distinct: derived", "distinct: time",
        .. Enum.GetNames<BoundFunction>().Select(f => $"row function: {f}"),
        .. Enum.GetValues<BoundFunction>().Except([BoundFunction.Lower, BoundFunction.Bucket, BoundFunction.Business]).Select(f => $"metric function: {f}"),
        .. Enum.GetNames<BinaryOperator>().Select(o => $"row operator: {o}"),
        .. Enum.GetNames<BinaryOperator>().Select(o => $"metric operator: {o}"),
        "metric operator: Not", "metric operator: In", "metric operator: IsNull", "row operator: Not", "row operator: In", "row operator: IsNull",
        "definition: filter", "definition: metric of a metric", "definition: metric with parameters", "definition: exclusion with parameters", "definition: set", "definition: reading of history", "definition: minimum", "definition: exclusion", "definition: two exclusions", "each part: exclusion", "definition: path of two references",
        "role: instant", "role: date", "role: planned", "role: derived", "role: none",
        "each part: including empty", "each part: empty value", "each part: condition on an attribute", "each part: condition on an aggregate",
        "each part: ratio", "each part: rows counted alone", "each part: two facts", "each part: the entity's own rows", "each part: over two references",
        "segment: attributes", "segment: aggregates", "segment: several", "segment: of several entities", "segment: not the entity of an each",
        .. Enum.GetNames<Grain>().Select(g => $"question: by {g}"), "question: range without grain", "question: no range", "question: fiscal year", "question: cuts periods",
        "versions: one metric", "versions: several in one answer", "versions: of a metric below",
        "calendar: gregorian", "calendar: iso", "calendar: retail",
        .. new[] { CalendarScheme.Gregorian(), CalendarScheme.Iso, CalendarScheme.Nrf }.SelectMany(c => c.Grains.Select(g => $"calendar: {c} by {g}")),
        .. Enumerable.Range(0, 4).Select(n => $"question: {n} dimensions"),
        .. new[] { "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Pacific/Apia", "UTC" }.Select(z => $"zone: {z}"),
        "dimension: path", "dimension: Text", "dimension: Reference", "dimension: Boolean", "dimension: Integer", "dimension: Decimal", "dimension: Date",
        "dimension: derived", "dimension: over several facts",
        "now: before all periods", "now: inside a period", "now: after all periods", "now: exactly on a boundary", "now: between microseconds",
        "now: a day over rows", "now: an instant over rows", "now: over metrics",
        .. Enum.GetValues<CellReason>().Except([CellReason.Inapplicable]).Select(r => $"reason: {r}"), "flag: Empty", "flag: Open", "flag: Open and Empty", "flag: Immature",
        .. Enum.GetNames<FrameWindow>().Select(w => $"frame: {w}"), .. Enum.GetNames<ShiftKind>().Select(k => $"frame: {k}"), .. Enum.GetNames<Alignment>().Select(a => $"frame: {a}"),
        "frame: window of another period", "frame: planned role", "frame: date role", "frame: inside each", "frame: inside segment", "frame: without a range", "frame: in an open period", "frame: some business days of an open period", "frame: an event and the one before",
        .. Enum.GetNames<JourneyQuestion>().Select(j => $"journey: {j}"), .. Enum.GetNames<StepOrder>().Select(o => $"journey: {o}"),
        "journey: per step", "journey: strictly increasing", "journey: within", "journey: of days", "journey: two facts", "journey: calendar", "journey: rolling",
        .. StateClasses.All, .. SnapshotClasses.All, .. AttributionClasses.All,
        "confidence: share", "confidence: share of values", "confidence: difference", "confidence: all of the whole", "confidence: none of the whole", "confidence: no bounds", "confidence: factor below 0",
        .. Enum.GetNames<StageQuestion>().Select(q => $"stages: {q}"), "stages: skips excluded", "stages: skips passed", "stages: backward ignored", "stages: backward reopen",
        "stages: first", "stages: each", "stages: of days", .. Enum.GetNames<HistoryQuestion>().Select(q => $"history of a row: {q}"), "history of a row: over a reference",
        "history of a row: of days", "history of a row: filter",
        .. Enum.GetNames<RatePolicy>().Select(p => $"rate: {p}"), "rate: round line", "rate: round total", "rate: currency of the row", "rate: currency of the type",
        "rate: inside each", "rate: of a state", "rate: of a planned role", .. Kinds.Except([AggregateKind.Count]).Select(k => $"rate: {k}"),
        "over: total", "over: per", "over: dropping", "over: keeps a dimension", "over: totals a dimension",
        "member: none", "member: unknown", "answer: beyond 64 bits", "answer: beyond 128 bits", "answer: negative", "answer: fraction", "answer: undated rows",
        "answer: a length of time", "answer: a time",
    ];

    public static IEnumerable<string> OfRows(FactSet facts, BoundQuery query)
    {
        HashSet<long> boundaries = [.. query.Periods.Append(query.Range).OfType<ReportingPeriod>().SelectMany(p => new[] { p.From, p.To }).Select(StorageForm.Of)];
        if (query.Metrics.SelectMany(m => m.Value.Aggregates()).All(a => facts[a.Fact.Schema].Count == 0))
        {
            yield return "rows: none at all";
        }

        foreach (FactTable table in facts.Tables)
        {
            foreach (string name in StateClasses.OfRows(table, boundaries).Concat(SnapshotClasses.OfRows(table)))
            {
                yield return name;
            }

            foreach (string name in OfBatches(table))
            {
                yield return name;
            }

            for (int i = 0; i < table.Schema.Fields.Count; i++)
            {
                foreach (string name in OfColumn(table, i, facts, query, boundaries))
                {
                    yield return name;
                }
            }
        }
    }

    public static IEnumerable<string> OfDefinitions(BoundQuery query)
    {
        foreach (BoundMetric metric in query.Metrics)
        {
            foreach (string name in OfFormula(metric.Value).Concat(OfOver(metric.Value, query)).Concat(metric.Value.Eaches().SelectMany(OfEach)).Concat(metric.Value.Eaches().SelectMany(StateClasses.OfEach)).Concat(metric.Value.Eaches().SelectMany(e => SnapshotClasses.OfEach(e, query))).Concat(OfLineage(metric)))
            {
                yield return name;
            }

            foreach (BoundAggregate aggregate in metric.Value.Aggregates())
            {
                foreach (string name in OfAggregate(aggregate).Concat(OfFrame(aggregate, query)).Concat(OfRates(aggregate)).Concat(StateClasses.OfAggregate(aggregate, query)).Concat(SnapshotClasses.OfAggregate(aggregate, query)).Append($"{(aggregate.EntityPath is null ? "aggregate" : "inside each")}: {aggregate.Kind}"))
                {
                    yield return name;
                }
            }
        }

        foreach (BoundSegment segment in query.Segments.Select(s => s.Segment))
        {
            yield return segment.Aggregates.Count > 0 ? "segment: aggregates" : "segment: attributes";
            foreach (string name in segment.Aggregates.SelectMany(a => OfAggregate(a).Append($"inside segment: {a.Kind}").Concat(a.IsPlain ? [] : ["frame: inside segment"]).Concat(a.Frame.IsState ? ["state: inside segment"] : [])))
            {
                yield return name;
            }
        }
    }

    public static IEnumerable<string> OfQuestion(BoundQuery query)
    {
        ReportingPeriod? range = query.Range;
        bool cuts = range is not null && query.Periods.Count > 0 && NodaTime.Period.DaysBetween(query.Periods[0].Start, query.Periods[0].End) < 28;
        BoundFact[] facts = [.. query.Metrics.SelectMany(m => m.Value.Aggregates()).Select(a => a.Fact).Distinct()];
        (bool Holds, string Name)[] all =
        [
            (range is null, "question: no range"), (range is not null && query.Periods.Count == 0, "question: range without grain"),
            (query.Calendar.FiscalStartMonth > 1, "question: fiscal year"),
            (query.Asked.Any(m => m.Versions.Count > 0), "versions: one metric"),
            (query.Asked.Any(m => m.Versions.Count > 0 && query.Periods.Count > 0 && query.MeaningOf(m, 0) != query.MeaningOf(m, query.Periods.Count - 1)), "versions: several in one answer"),
            (query.Asked.Any(m => m.Versions.Count > 0 && m.Versions.All(v => v.Metric.Name == m.Name)), "versions: of a metric below"),
            (cuts && query.Periods[0].Grain == Grain.Month, "question: cuts periods"),
            (true, $"calendar: {query.Calendar.Scheme}"),
            (true, $"question: {query.Dimensions.Count} dimensions"), (true, $"zone: {query.Calendar.Zone.Id}"),
            (query.Segments.Count > 1, "segment: several"), (query.Segments.Select(s => s.Segment.Entity).Distinct().Count() > 1, "segment: of several entities"),
            (query.Metrics.SelectMany(m => m.Value.Eaches()).Any(e => query.Segments.Any(s => s.Segment.Entity != e.Entity)), "segment: not the entity of an each"),
            (range is not null && query.Now <= range.From, "now: before all periods"), (range is not null && query.Now >= range.To, "now: after all periods"),
            (range is not null && range.From < query.Now && query.Now < range.To, "now: inside a period"),
            (query.Periods.Any(p => p.From == query.Now || p.To == query.Now), "now: exactly on a boundary"),
            (query.Now.ToUnixTimeTicks() % 10 != 0 || query.Now != Instant.FromUnixTimeTicks(query.Now.ToUnixTimeTicks()), "now: between microseconds"),
            (query.Dimensions.Count > 0 && facts.Length > 1, "dimension: over several facts"),
        ];
        foreach ((bool holds, string name) in all)
        {
            if (holds)
            {
                yield return name;
            }
        }

        if (query.Periods.Count > 0)
        {
            yield return $"question: by {query.Periods[0].Grain}";
            yield return $"calendar: {query.Calendar.Scheme} by {query.Periods[0].Grain}";
        }

        foreach (BoundExpression dimension in query.Dimensions.SelectMany(d => facts.Select(d.On)))
        {
            yield return $"dimension: {dimension.Type.Kind}";
            if (dimension is not BoundField field)
            {
                yield return "dimension: derived";
            }
            else if (field.Path.Count > 0)
            {
                yield return "dimension: path";
            }
        }
    }

    public static IEnumerable<string> OfAnswer(Cube answer)
    {
        foreach (MemberKind kind in answer.Axes.SelectMany(a => a.Members).Select(m => m.Kind).Distinct())
        {
            if (kind is MemberKind.None or MemberKind.Unknown or MemberKind.Unattributed)
            {
                yield return $"member: {kind.ToString().ToLowerInvariant()}";
            }
        }

        for (int m = 0; m < answer.Metrics.Count; m++)
        {
            DataKind type = answer.Metrics[m].Value.Type.Kind;
            foreach (Cell cell in answer.CellsOf(m))
            {
                yield return $"reason: {cell.Reason}";
                CellFlags flags = cell.Flags & ~CellFlags.Immature;
                if (cell.Flags.HasFlag(CellFlags.Immature))
                {
                    yield return "flag: Immature";
                }

                if (flags != CellFlags.None)
                {
                    yield return flags == (CellFlags.Open | CellFlags.Empty) ? "flag: Open and Empty" : $"flag: {flags}";
                }

                if (cell.Value is not { } value)
                {
                    if (answer.Metrics[m].Confidence is not null)
                    {
                        yield return "confidence: no bounds";
                    }

                    continue;
                }

                foreach (string name in OfBounds(answer.Metrics[m], cell))
                {
                    yield return name;
                }

                BigInteger size = BigInteger.Abs(value.Numerator) / value.Denominator;
                (bool Holds, string Name)[] all =
                [
                    (size > TwoTo63, "answer: beyond 64 bits"), (size > TwoTo127, "answer: beyond 128 bits"), (value.Sign < 0, "answer: negative"),
                    (!value.TryGetScale(out _), "answer: fraction"), (type == DataKind.Duration && !value.IsZero, "answer: a length of time"),
                    (type is DataKind.Date or DataKind.Instant, "answer: a time"),
                ];
                foreach ((bool holds, string name) in all)
                {
                    if (holds)
                    {
                        yield return name;
                    }
                }
            }
        }

        if (answer.Meta.Undated.Any(u => u > 0))
        {
            yield return "answer: undated rows";
        }
    }

    private static IEnumerable<string> OfBatches(FactTable table)
    {
        if (table.Schema.Key.Type.Kind == DataKind.Integer)
        {
            yield return "rows: integer key";
        }

        if (table.Count > 64 && table.Count % 64 != 0)
        {
            yield return "rows: blocks of 64 and a rest";
        }

        if (table.Batches.Count > 1)
        {
            yield return "rows: several batches";
            bool several = Enumerable.Range(0, table.Schema.Fields.Count).Any(i =>
                table.Batches.Select(b => b.Columns[i]).OfType<TextColumn>().Select(c => c.Dictionary).Distinct().Count() > 1);
            if (several)
            {
                yield return "rows: several dictionaries";
            }
        }
    }

    private static IEnumerable<string> OfColumn(FactTable table, int ordinal, FactSet facts, BoundQuery query, HashSet<long> boundaries)
    {
        FactField field = table.Schema.Fields[ordinal];
        if (table.Batches.Any(b => Enumerable.Range(0, b.Count).Any(b.Columns[ordinal].IsNull)))
        {
            yield return field.Role switch { FieldRole.Time => "rows: null time", FieldRole.Reference => "rows: null reference", _ => "rows: null value" };
        }

        if (field.Role == FieldRole.Reference)
        {
            var target = query.Model.Facts[field.Type.Target!].Schema;
            var interpreter = new RowInterpreter(facts);
            if (table.Batches.Any(b => ((TextColumn)b.Columns[ordinal]) is var c && Enumerable.Range(0, c.Count).Any(i => c[i] is { } key && !interpreter.TryFind(target, key, out _))))
            {
                yield return "rows: dangling reference";
            }
        }

        if (field.Type.IsTextual)
        {
            yield break;
        }

        long[] values = [.. table.Batches.SelectMany(b => Enumerable.Range(0, b.Count).Where(i => !b.Columns[ordinal].IsNull(i)).Select(i => ((NumberColumn)b.Columns[ordinal]).Values[i]).ToArray())];
        if (field.Type.IsAdditive && values.Any(v => v is > long.MaxValue / 2 or < long.MinValue / 2))
        {
            yield return "rows: near the limits of 64 bits";
        }

        if (field.Role != FieldRole.Time)
        {
            yield break;
        }

        bool isInstant = field.Type.Kind == DataKind.Instant;
        long now = StorageForm.Of(query.Now);
        (bool Holds, string Name)[] all =
        [
            (values.Distinct().Count() < values.Length, "rows: ties in time"), (!values.SequenceEqual(values.Order()), "rows: unsorted"),
            (values.Any(v => v < 0), "rows: before 1970"), (isInstant && values.Any(boundaries.Contains), "rows: exactly on a boundary"),
            (isInstant && values.Any(v => boundaries.Contains(v + 1)), "rows: just before a boundary"), (isInstant && values.Contains(now), "rows: exactly at now"),
            (isInstant && values.Any(v => HasClockChange(query.Calendar, v)), "rows: on a day of a clock change"),
        ];
        foreach ((bool holds, string name) in all)
        {
            if (holds)
            {
                yield return name;
            }
        }
    }

    private static bool HasClockChange(ReportingCalendar calendar, long microseconds)
    {
        LocalDate day = calendar.DayOf(StorageForm.ToInstant(microseconds));
        return calendar.StartOf(day.PlusDays(1)) - calendar.StartOf(day) != Duration.FromDays(1);
    }

    private static IEnumerable<string> OfLineage(BoundMetric metric)
    {
        if (metric.Minimum > 0)
        {
            yield return "definition: minimum";
        }

        (bool Holds, string Name)[] exclusions =
        [
            (metric.Exclusions.Count > 0, "definition: exclusion"), (metric.Exclusions.Count > 1, "definition: two exclusions"),
            (metric.Value.Eaches().Any(e => e.Aggregates.Any(a => a.Exclusions.Count > 0)), "each part: exclusion"),
        ];
        foreach ((_, string name) in exclusions.Where(e => e.Holds))
        {
            yield return name;
        }

        foreach ((string start, string name) in new[] { ("metric:", "definition: metric of a metric"), ("metric: with.", "definition: metric with parameters"), ("left out: small", "definition: exclusion with parameters"), ("set:", "definition: set"), ("reading:", "definition: reading of history") })
        {
            if (metric.Lineage.Any(l => l.StartsWith(start, StringComparison.Ordinal)))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<string> OfFormula(BoundExpression node) => node switch
    {
        BoundAggregate or BoundField => [],
        BoundNow => ["now: over metrics"],
        BoundEach => node.Children().SelectMany(OfFormula),
        BoundIn or BoundIsNull or BoundUnary { Operator: UnaryOperator.Not } => node.Children().SelectMany(OfFormula).Append($"metric operator: {NameOf(node)}"),
        BoundBinary b => node.Children().SelectMany(OfFormula).Append($"metric operator: {b.Operator}"),
        BoundCall { Function: not (BoundFunction.Lower or BoundFunction.Bucket or BoundFunction.Business) } c => node.Children().SelectMany(OfFormula).Append($"metric function: {c.Function}"),
        _ => node.Children().SelectMany(OfFormula),
    };

    private static IEnumerable<string> OfAggregate(BoundAggregate aggregate)
    {
        BoundTimeRole? role = aggregate.Role;
        DataType? operand = aggregate.Operand?.Type;
        bool isDistinct = aggregate.Kind == AggregateKind.Distinct, isPercentile = aggregate.Kind == AggregateKind.Percentile;
        (bool Holds, string Name)[] all =
        [
            (role is null, "role: none"), (role is { IsDate: true }, "role: date"), (role is { IsDate: false }, "role: instant"), (role is { IsPlanned: true }, "role: planned"),
            (role is not null && role.Value is not BoundField, "role: derived"), (aggregate.Filter is not null, "definition: filter"),
            (isPercentile, $"percentile: {aggregate.Method}"), (isPercentile && aggregate.Probability == 0, "percentile: smallest"),
            (isPercentile && aggregate.Probability == 10_000, "percentile: largest"),
            (isDistinct && operand!.Kind == DataKind.Text, "distinct: text"), (isDistinct && operand!.Kind == DataKind.Reference, "distinct: reference"),
            (isDistinct && operand!.IsAdditive, "distinct: number"), (isDistinct && aggregate.Operand is not BoundField, "distinct: derived"),
            (isDistinct && operand!.Kind is DataKind.Date or DataKind.Instant, "distinct: time"),
        ];
        return all.Where(a => a.Holds).Select(a => a.Name).Concat(aggregate.Children().SelectMany(OfRow)).Concat(aggregate.Children().SelectMany(OfJourney)).Concat(aggregate.Children().SelectMany(OfStages));
    }

    private static string NameOf(BoundExpression node) => node switch { BoundIn => "In", BoundIsNull => "IsNull", _ => "Not" };
}
