using Crm.Sdk.Plans.Parts;
using NodaTime;

namespace Crm.Sdk.Plans.Analysis;

/// <summary>When an action or a milestone will be done, and how much room it has.</summary>
public sealed record ScheduledItem
{
    /// <summary>The action or the milestone, by its key.</summary>
    public required string Key { get; init; }

    /// <summary>What is done or reached.</summary>
    public required string Title { get; init; }

    /// <summary>Whether it is a milestone.</summary>
    public required bool IsMilestone { get; init; }

    /// <summary>When it can begin, at the earliest, as things stand; for what is done, when it was planned to.</summary>
    public required LocalDate Start { get; init; }

    /// <summary>Its last day, at the earliest, as things stand; for what is done, when it was. The day of a milestone.</summary>
    public required LocalDate Finish { get; init; }

    /// <summary>Its last day, as planned today; the day of a milestone.</summary>
    public required LocalDate Due { get; init; }

    /// <summary>Whether it is done.</summary>
    public required bool IsDone { get; init; }

    /// <summary>How many days it can come later without moving the end of the plan; 0 for what is critical and for what is done.</summary>
    public required int Slack { get; init; }

    /// <summary>Whether the end of the plan moves when it does.</summary>
    public required bool IsCritical { get; init; }

    /// <summary>How many days later it comes than was agreed; negative when earlier.</summary>
    public required int Slippage { get; init; }
}

/// <summary>
/// The actions and milestones of a timeline as things stand on a day: what waits for what, which of them decide the end (the critical
/// path), and how far all has slipped from what was agreed.
/// </summary>
/// <remarks>
/// The critical path method (Kelley and Walker 1959) with days as planned: an action takes the days from its start to its due day, both among them,
/// and begins no earlier than planned, and on the day after all that it waits for is done; what should be done and is not can be done on the
/// day asked about at the earliest. A milestone takes no time: it is reached on the last day of what it waits for.
/// </remarks>
public sealed class PlanSchedule
{
    private PlanSchedule(IReadOnlyList<ScheduledItem> items, IReadOnlyList<string> cycle)
    {
        Items = items;
        Cycle = cycle;
    }

    /// <summary>The items in the order in which they begin, then by key; empty where there is a cycle.</summary>
    public IReadOnlyList<ScheduledItem> Items { get; }

    /// <summary>Keys of items that wait for each other in a circle; empty when none do.</summary>
    public IReadOnlyList<string> Cycle { get; }

    /// <summary>The last day as things stand; null without items.</summary>
    public LocalDate? Finish => Items.Count == 0 ? null : Items.Max(i => i.Finish);

    /// <summary>The items that decide the end, in the order in which they begin.</summary>
    public IEnumerable<ScheduledItem> CriticalPath => Items.Where(i => i.IsCritical);

    /// <summary>Reached milestones that were due by a day, of those that were due by then as agreed: how many came in time, and of how many (DOMAIN.md M66).</summary>
    /// <param name="timeline">The timeline.</param>
    /// <param name="today">The day.</param>
    public static (int InTime, int Due) MilestonesInTime(PlanTimeline timeline, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        List<Milestone> due = [.. timeline.Milestones.Where(m => (m.Agreed ?? m.Due) <= today)];
        return (due.Count(m => m.Done is { } done && done <= (m.Agreed ?? m.Due)), due.Count);
    }

    /// <summary>The schedule as things stand on a day.</summary>
    /// <param name="timeline">The timeline. Keys that nothing has are not waited for.</param>
    /// <param name="today">The day.</param>
    public static PlanSchedule Of(PlanTimeline timeline, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(timeline);
        Dictionary<string, Task> tasks = Task.Of(timeline);
        if (Circles.Find(tasks.ToDictionary(t => t.Key, t => (IReadOnlyList<string>)t.Value.After)) is { Count: > 0 } cycle)
        {
            return new PlanSchedule([], cycle);
        }

        List<Task> order = Order(tasks);
        foreach (Task task in order)
        {
            task.Forward(tasks, today);
        }

        LocalDate end = order.Where(t => !t.IsDone).Select(t => t.Finish).DefaultIfEmpty(today).Max();
        foreach (Task task in Enumerable.Reverse(order))
        {
            task.Latest = order.Where(t => !t.IsDone && t.After.Contains(task.Key)).Select(t => t.Latest.PlusDays(-t.Days)).Append(end).Min();
        }

        return new PlanSchedule([.. order.Select(t => t.ToItem()).OrderBy(i => i.Start).ThenBy(i => i.Key, StringComparer.Ordinal)], []);
    }

    private static List<Task> Order(Dictionary<string, Task> tasks)
    {
        var order = new List<Task>();
        var open = new SortedDictionary<string, Task>(tasks, StringComparer.Ordinal);
        while (open.Values.FirstOrDefault(t => !t.After.Exists(open.ContainsKey)) is { } next)
        {
            order.Add(next);
            open.Remove(next.Key);
        }

        return order;
    }

    private sealed class Task
    {
        public required string Key { get; init; }

        public required string Title { get; init; }

        public required bool IsMilestone { get; init; }

        public required LocalDate PlannedStart { get; init; }

        public required LocalDate Due { get; init; }

        public required LocalDate Agreed { get; init; }

        public required LocalDate? Done { get; init; }

        public required List<string> After { get; init; }

        public int Days => IsMilestone ? 0 : Math.Max(1, Period.DaysBetween(PlannedStart, Due) + 1);

        public bool IsDone => Done is not null;

        public LocalDate Start { get; private set; }

        public LocalDate Finish { get; private set; }

        public LocalDate Latest { get; set; }

        public static Dictionary<string, Task> Of(PlanTimeline timeline) => timeline.Actions
            .Select(a => new Task { Key = a.Key, Title = a.Title, IsMilestone = false, PlannedStart = a.Start, Due = a.Due, Agreed = a.Agreed ?? a.Due, Done = a.Done, After = [.. a.After] })
            .Concat(timeline.Milestones.Select(m => new Task
            {
                Key = m.Key, Title = m.Title, IsMilestone = true, PlannedStart = m.Due, Due = m.Due, Agreed = m.Agreed ?? m.Due, Done = m.Done, After = [.. m.After],
            }))
            .DistinctBy(t => t.Key).ToDictionary(t => t.Key, StringComparer.Ordinal);

        public void Forward(Dictionary<string, Task> tasks, LocalDate today)
        {
            if (Done is { } done)
            {
                (Start, Finish) = (LocalDate.Min(PlannedStart, done), done);
                return;
            }

            IEnumerable<LocalDate> before = After.Where(tasks.ContainsKey).Select(k => tasks[k].Finish);
            if (IsMilestone)
            {
                Finish = LocalDate.Max(before.Append(PlannedStart).Max(), today);
                Start = Finish;
                return;
            }

            Start = before.Select(day => Later(day, 1)).Append(PlannedStart).Max();
            Finish = LocalDate.Max(Later(Start, Days - 1), today);
        }

        // Beyond the calendar there are no days.
        private static LocalDate Later(LocalDate day, int days) => Period.DaysBetween(day, LocalDate.MaxIsoValue) > days ? day.PlusDays(days) : LocalDate.MaxIsoValue;

        public ScheduledItem ToItem()
        {
            int slack = IsDone ? 0 : Period.DaysBetween(Finish, Latest);
            return new ScheduledItem
            {
                Key = Key, Title = Title, IsMilestone = IsMilestone, Start = Start, Finish = Finish, Due = Due, IsDone = IsDone, Slack = slack, IsCritical = !IsDone && slack == 0,
                Slippage = Period.DaysBetween(Agreed, Finish),
            };
        }
    }
}
