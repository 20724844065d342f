using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <content>Readings day by day.</content>
public sealed partial class ColumnarExecutor
{
    private sealed partial class Run
    {
        // What is read at the end of each day is a query of its own, of which the days are the periods; it shares the other axes.
        private List<DailyRun> DailyRuns()
        {
            var runs = new List<DailyRun>();
            foreach (var group in plan.Daily.GroupBy(a => a.Moment!.ToString(), StringComparer.Ordinal))
            {
                var days = new DailyAxis(_query, group.First().Frame);
                var ofDays = days.IsEmpty ? null : new QueryPlan(days.Query, group.Select(a => a.OfDay!));
                Run? run = ofDays is null ? null : new Run(store, ofDays, cancellationToken, $"{group.Key} of days|");
                runs.Add(new DailyRun(group.Key, days, ofDays, run, run?.Sites() ?? []));
            }

            return runs;
        }

        private sealed record DailyRun(string Moment, DailyAxis Days, QueryPlan? Plan, Run? Run, IReadOnlyList<Site> Sites);
    }
}
