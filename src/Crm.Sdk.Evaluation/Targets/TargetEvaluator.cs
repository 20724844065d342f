using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Evaluation.Targets;

/// <summary>Tells how far targets are reached, from the cells of their metrics alone.</summary>
internal sealed class TargetEvaluator(CrmModel model, Func<MetricQuery, Cube> ask)
{
    private const string UnknownTarget = "CRM2109", NoSuchLevel = "CRM2110", BadTime = "CRM2106";

    public IReadOnlyList<TargetReport> Evaluate(TargetQuery query)
    {
        IEnumerable<string> names = query.Targets.Count > 0 ? query.Targets : model.Targets.Keys;
        return [.. names.SelectMany(n => Reports(model.Targets.GetValueOrDefault(n)
            ?? throw Refused(UnknownTarget, $"No target is called '{n}'.", Suggestion.Mend(n, model.Targets.Keys)), query))];
    }

    private static InvalidDefinitionException Refused(string code, string message, string mend) =>
        new([new Finding(code, FindingSeverity.Error, message, mend, new FindingPlace { Path = "targets" })]);

    private IEnumerable<TargetReport> Reports(BoundTarget target, TargetQuery query)
    {
        ReportingCalendar calendar = target.CalendarFrom(query.Calendar);
        if (target.TimesIn(query.Calendar, out string problem) is not { } times)
        {
            int end = problem.IndexOf(". ", StringComparison.Ordinal);
            throw Refused(BadTime, $"'{target.Name}': {problem[..(end + 1)]}", problem[(end + 2)..]);
        }

        var cells = new TargetSource(target, query, calendar, ask);
        TargetWeights? weights = target.Declaration.Allocation is { } allocation ? new TargetWeights(target, allocation, times, cells, calendar) : null;
        if (query.Grain is { } grain && weights?.Serves(grain) != true)
        {
            throw Refused(NoSuchLevel, $"'{target.Name}' is not allocated to periods that make up each {grain.ToString().ToLowerInvariant()}.",
                $"Ask without a level, or write allocate … by {grain.ToString().ToLowerInvariant()}.");
        }

        CellSet? baseline = times.Baseline is { } before ? cells.Of(before, null) : null;
        CellSet actual = Actual(cells, times, calendar, query.Now);
        CellSet? periods = weights is null ? null : cells.Of(times.Period, query.Grain ?? weights.Grain);
        foreach (IReadOnlyList<string> members in cells.Members(actual, baseline))
        {
            yield return new TargetReading(target, times, calendar, query).Report(members, baseline, actual, periods, weights?.For(members));
        }
    }

    // The stretch that counts; while a last day is still to come, the one as long as the baseline that ends with the last day that is over.
    private static CellSet Actual(TargetSource cells, TargetTimes times, ReportingCalendar calendar, Instant now)
    {
        if (!times.IsRolling)
        {
            return cells.Of(times.Period, null);
        }

        LocalDate end = LocalDate.Min(times.Period.End, calendar.DayOf(now));
        return end < times.Start ? CellSet.NotYet : cells.Of(calendar.Between(times.Back(end, calendar), end), null);
    }
}
