using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Targets.</content>
internal sealed partial class ModelBinder
{
    /// <summary>The name under which what a target watches is asked for.</summary>
    private static string Watched(string target) => $"actual({target})";

    private static bool IsWatched(MetricDeclaration metric) => metric.Name.EndsWith(')');

    private Dictionary<string, BoundTarget> BindTargets(Dictionary<string, BoundMetric> metrics, Dictionary<string, BoundSegment> segments)
    {
        var targets = new Dictionary<string, BoundTarget>(StringComparer.Ordinal);
        foreach ((string name, (TargetDeclaration declaration, CrmDocument document)) in _definitions.Targets)
        {
            if (BindWatched(declaration, document) is { } actual && metrics.GetValueOrDefault(declaration.Metric.FullName) is { } metric
                && BindTarget(declaration, document, metric, actual, segments) is { } target)
            {
                targets.Add(name, target);
            }
        }

        return targets;
    }

    // A metric of its own, so that the filter, the versions and the findings are those of any metric.
    private BoundMetric? BindWatched(TargetDeclaration target, CrmDocument document)
    {
        string name = Watched(target.Name);
        MetricDeclaration? template = _definitions.Metrics.GetValueOrDefault(
            _definitions.Versions.TryGetValue(target.Metric.FullName, out var versions) ? versions[^1].Label : target.Metric.FullName).Declaration;
        var watched = new MetricDeclaration
        {
            Name = name, NameSpan = target.NameSpan, Title = target.Title ?? template?.Title, Value = target.Value, Unit = template?.Unit, Better = template?.Better ?? Direction.None,
            Minimum = template?.Minimum ?? 0, Span = target.Span,
        };
        var bound = new Dictionary<string, BoundMetric>(StringComparer.Ordinal);
        _definitions.Metrics.Add(name, (watched, document));
        Add(bound, name, _ => name);
        _definitions.Metrics.Remove(name);
        return bound.GetValueOrDefault(name);
    }

    private BoundTarget? BindTarget(
        TargetDeclaration target, CrmDocument document, BoundMetric metric, BoundMetric actual, Dictionary<string, BoundSegment> segments)
    {
        bool isRight = true;
        bool Bad(string code, TextSpan span, string message, string mend)
        {
            _log.Error(document, span, code, message, mend);
            return isRight = false;
        }

        foreach (BoundAggregate aggregate in actual.Value.Aggregates().Where(a => a.Role is null).Take(1))
        {
            Bad(BindingFindings.TargetWithoutTime, target.Metric.Span, $"'{metric.Name}' counts rows of '{aggregate.Fact}', which has no time: it has no value of a period.", "Declare a time of the fact, or take another metric.");
        }

        BoundSegment? segment = null;
        if (target.Segment is { } wanted && !segments.TryGetValue(wanted.FullName, out segment))
        {
            isRight = _definitions.Segments.ContainsKey(wanted.FullName)
                ? false : Bad(BindingFindings.TargetSegment, wanted.Span, $"No segment is called '{wanted.FullName}'.", Suggestion.Mend(wanted.FullName, _definitions.Segments.Keys));
        }

        foreach (BoundAggregate aggregate in actual.Value.Aggregates().Where(a => segment is not null && !ReferenceEquals(a.Fact, segment.Entity) && NameResolver.Paths(_facts, a.Fact, segment.Entity).Count != 1).Take(1))
        {
            Bad(BindingFindings.TargetSegment, target.Segment!.Span, $"'{metric.Name}' reads rows of '{aggregate.Fact}', which do not lead to one {segment!.Entity}, whose segment this is.",
                $"Take a segment of what '{aggregate.Fact}' refers to, or a metric of rows that refer to {segment.Entity}.");
        }

        foreach (NameExpression dimension in target.Per)
        {
            string problem = "";
            if (actual.Value.Aggregates().Any(a => _facts.FindDimension(dimension.FullName, a.Fact, ref problem) is null))
            {
                Bad(BindingFindings.UnknownDimension, dimension.Span, problem, "Write a dimension of the rows that the metric reads.");
            }
        }

        isRight &= CheckTimes(target, document) & CheckAllocation(target, document, actual) & CheckGoal(target, document, metric);
        Rational? low = ReadAmount(target, target.Goal.Low, document, actual), high = target.Goal.High is { } amount ? ReadAmount(target, amount, document, actual) : Rational.Zero;
        if (!isRight || low is not { } smaller || high is not { } larger)
        {
            return null;
        }

        if (target.Goal.Bound == TargetBound.Between && smaller > larger)
        {
            Bad(BindingFindings.TargetValue, target.Goal.Span, "The target ends before it begins.", "Write the smaller value first.");
            return null;
        }

        BusinessCalendar? hours = target.Allocation?.Calendar is { } calendar ? _definitions.Calendars.GetValueOrDefault(calendar)?.Hours : null;
        return new BoundTarget(target, metric, actual, segment, hours, TargetRules.AlgebraOf(actual.Value), smaller, larger);
    }

    private bool CheckTimes(TargetDeclaration target, CrmDocument document)
    {
        // Without a calendar of its own a target goes by that of the question; what it says in days and years is the same in most.
        ReportingCalendar calendar = TargetClock.Scheme(target) is { } scheme ? new ReportingCalendar(NodaTime.DateTimeZone.Utc, scheme) : ReportingCalendar.Utc;
        bool isKnown = target.Calendar is not null || new[] { target.Baseline, target.Period }.All(s => s?.Label is not { } label || calendar.Find(label) is not null);
        if (isKnown && TargetClock.TimesOf(target, calendar, out string problem) is not { } times)
        {
            int end = problem.IndexOf(". ", StringComparison.Ordinal);
            _log.Error(document, (target.Period ?? (SyntaxNode?)target.Until ?? target).Span, BindingFindings.TargetTime, problem[..(end + 1)], problem[(end + 2)..]);
            return false;
        }

        return true;
    }

    private bool CheckAllocation(TargetDeclaration target, CrmDocument document, BoundMetric actual)
    {
        if (target.Allocation is not { } allocation)
        {
            return true;
        }

        TargetAlgebra algebra = TargetRules.AlgebraOf(actual.Value);
        bool isPair = target.Goal.Low.Of is not null, isRepeated = allocation.Kind == AllocationKind.Repeat;
        string? problem = isRepeated && algebra == TargetAlgebra.Additive
            ? $"'{target.Metric.FullName}' adds up over time: were each period to reach the target, the whole would be as many times as much."
            : !isRepeated && algebra == TargetAlgebra.Other ? $"'{target.Metric.FullName}' does not add up over time: the values of its periods do not give that of the whole."
            : !isRepeated && algebra == TargetAlgebra.Ratio && !isPair ? $"'{target.Metric.FullName}' is a share, which does not add up over time." : null;
        if (problem is not null)
        {
            _log.Error(document, allocation.Span, BindingFindings.TargetAllocation, problem, isRepeated
                ? "Write allocate even, calendarDays, businessDays('office') or profile(last year)."
                : algebra == TargetAlgebra.Ratio ? "Write allocate repeat, and each period has the same target; or a pair, at least 850 of 1000, both of which are allocated."
                : "Write allocate repeat, and each period has the same target; or take a metric that counts or sums what happens in a period.");
            return false;
        }

        if (allocation.Kind == AllocationKind.BusinessDays && !_definitions.Calendars.ContainsKey(allocation.Calendar ?? ""))
        {
            _log.Error(document, allocation.Span, BindingFindings.UnknownCalendar, $"No calendar of business hours is called '{allocation.Calendar}'.", Suggestion.Mend(allocation.Calendar ?? "", _definitions.Calendars.Keys));
            return false;
        }

        if (TargetClock.Scheme(target) is { } scheme && !scheme.Serves(allocation.Grain))
        {
            string word = CrmGrammar.GrainWords[(int)allocation.Grain];
            _log.Error(document, allocation.Span, BindingFindings.TargetTime, $"The calendar '{target.Calendar}' has no level '{word}'.", $"Write one of {string.Join(", ", scheme.Grains.Select(g => CrmGrammar.GrainWords[(int)g]))}.");
            return false;
        }

        if (allocation.Calendar is { } used)
        {
            _used.Add($"calendar: {used}");
        }

        return true;
    }

    private bool CheckGoal(TargetDeclaration target, CrmDocument document, BoundMetric metric)
    {
        TargetGoal goal = target.Goal;
        string shown = goal.Form == TargetForm.Relative ? "a share of the baseline" : "a change from the baseline";
        if (goal.Form != TargetForm.Value && target.Baseline is null)
        {
            _log.Error(document, goal.Span, BindingFindings.TargetWithoutBaseline, $"This is {shown}, and no baseline is said.", "Write for example baseline 2026 before the time, or the value itself.");
            return false;
        }

        if (goal.Form == TargetForm.Points && metric.Unit.Name is not ("percent" or "points"))
        {
            _log.Error(document, goal.Span, BindingFindings.TargetPoints, $"'{metric.Name}' is in {metric.Unit}, and points are those of a percentage or a score.",
                "Write relative +5 % or the value itself; or say 'unit percent' or 'unit points' of the metric.");
            return false;
        }

        if (goal is { Form: not TargetForm.Value, Bound: not TargetBound.Between, Low.Value.IsZero: true })
        {
            _log.Error(document, goal.Span, BindingFindings.TargetValue, "This changes nothing.", "Say by how much the baseline is to change.");
            return false;
        }

        if ((metric.Better, goal.Bound) is (Direction.Up, TargetBound.AtMost) or (Direction.Down, TargetBound.AtLeast))
        {
            _log.Warn(document, goal.Span, BindingFindings.TargetDirection, $"Of '{metric.Name}' {(metric.Better == Direction.Up ? "more" : "less")} is better, and this asks for at {(metric.Better == Direction.Up ? "most" : "least")} so much.",
                $"Write at {(metric.Better == Direction.Up ? "least" : "most")}, or between if it is to stay in a range.");
        }

        return true;
    }

    private Rational? ReadAmount(TargetDeclaration target, TargetAmount amount, CrmDocument document, BoundMetric actual)
    {
        if (target.Goal.Form != TargetForm.Value)
        {
            return amount.Value;
        }

        Rational? value = TargetRules.ValueOf(amount, actual, out string problem, out string mend);
        if (value is null)
        {
            _log.Error(document, amount.Span, BindingFindings.TargetUnit, problem.Replace(actual.Name, target.Metric.FullName, StringComparison.Ordinal), mend);
        }

        return value;
    }
}
