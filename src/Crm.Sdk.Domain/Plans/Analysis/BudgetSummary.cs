using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Plans.Analysis;

/// <summary>A line of a budget with what was planned and what was spent.</summary>
public sealed record BudgetLineSummary
{
    /// <summary>The line.</summary>
    public required CostLine Line { get; init; }

    /// <summary>What was to be spent by the end of the plan, as a number of the currency.</summary>
    public required Rational Planned { get; init; }

    /// <summary>What was to be spent by the day asked about.</summary>
    public required Rational PlannedToDate { get; init; }

    /// <summary>What was spent by the day asked about.</summary>
    public required Rational Actual { get; init; }

    /// <summary>
    /// How much more was spent than was to be by the day, as a share of that: 0.1 for a tenth more, negative for less; null when nothing
    /// was to be spent by then.
    /// </summary>
    public Rational? Variance => PlannedToDate.IsZero ? null : (Actual - PlannedToDate) / PlannedToDate.Abs();
}

/// <summary>What a plan costs and brings as of a day: planned and real, by line, with return and payback (DOMAIN.md M28, M67).</summary>
/// <remarks>All amounts are of one currency; a budget with several has no summary, as no rate is known here.</remarks>
public sealed class BudgetSummary
{
    private readonly PlanBudget _budget;

    private BudgetSummary(PlanBudget budget, string currency, LocalDate today, IReadOnlyList<BudgetLineSummary> lines)
    {
        _budget = budget;
        Currency = currency;
        Today = today;
        Lines = lines;
        Planned = lines.Aggregate(Rational.Zero, (sum, l) => sum + l.Planned);
        PlannedToDate = lines.Aggregate(Rational.Zero, (sum, l) => sum + l.PlannedToDate);
        Actual = lines.Aggregate(Rational.Zero, (sum, l) => sum + l.Actual);
        PlannedBenefit = budget.Benefits.SelectMany(b => b.Planned).Aggregate(Rational.Zero, (sum, a) => sum + Of(a.Amount));
        RealisedBenefit = budget.Benefits.SelectMany(b => b.Realised).Where(a => a.Day <= today).Aggregate(Rational.Zero, (sum, a) => sum + Of(a.Amount));
    }

    /// <summary>The currency.</summary>
    public string Currency { get; }

    /// <summary>The day asked about.</summary>
    public LocalDate Today { get; }

    /// <summary>The lines, in the order of the plan.</summary>
    public IReadOnlyList<BudgetLineSummary> Lines { get; }

    /// <summary>What is to be spent by the end.</summary>
    public Rational Planned { get; }

    /// <summary>What was to be spent by the day.</summary>
    public Rational PlannedToDate { get; }

    /// <summary>What was spent by the day.</summary>
    public Rational Actual { get; }

    /// <summary>What is to come back by the end.</summary>
    public Rational PlannedBenefit { get; }

    /// <summary>What came back by the day.</summary>
    public Rational RealisedBenefit { get; }

    /// <summary>What is to come back beyond what is to be spent, as a share of that: 0.5 for half as much again; null when nothing is to be spent.</summary>
    public Rational? PlannedReturn => Planned <= 0 ? null : (PlannedBenefit - Planned) / Planned;

    /// <summary>The same of what came back and what was spent by the day; null when nothing was spent.</summary>
    public Rational? RealisedReturn => Actual <= 0 ? null : (RealisedBenefit - Actual) / Actual;

    /// <summary>The first day on which as much is to have come back as was to be spent until then, after anything was; null when that never is.</summary>
    public LocalDate? PlannedPayback => Payback(_budget.Lines.SelectMany(l => l.Planned), _budget.Benefits.SelectMany(b => b.Planned));

    /// <summary>The first day on which as much had come back as had been spent; null while that is not so.</summary>
    public LocalDate? RealisedPayback => Payback(
        _budget.Lines.SelectMany(l => l.Actual).Where(a => a.Day <= Today), _budget.Benefits.SelectMany(b => b.Realised).Where(a => a.Day <= Today));

    /// <summary>The summary of a budget as of a day.</summary>
    /// <returns>The summary; null when it has no amounts, or amounts of several currencies.</returns>
    public static BudgetSummary? Of(PlanBudget budget, LocalDate today)
    {
        ArgumentNullException.ThrowIfNull(budget);
        List<string> currencies = [.. Amounts(budget).Select(a => a.Currency.Code).Distinct()];
        return currencies.Count != 1 ? null : new BudgetSummary(budget, currencies[0], today, [.. budget.Lines.Select(line => new BudgetLineSummary
        {
            Line = line, Planned = Sum(line.Planned, null), PlannedToDate = Sum(line.Planned, today), Actual = Sum(line.Actual, today),
        })]);
    }

    /// <summary>The planned return with money of later days worth less: each amount is divided by <c>(1 + rate)</c> to the power of its years from a day.</summary>
    /// <param name="annualRate">By how much money loses worth in a year, such as 0.08.</param>
    /// <param name="from">The day whose worth is taken.</param>
    /// <returns>A number rounded as machines do; null when nothing is to be spent.</returns>
    public double? DiscountedReturn(decimal annualRate, LocalDate from)
    {
        double Worth(IEnumerable<DatedAmount> amounts) => amounts.Sum(a => (double)a.Amount.Amount / Math.Pow(1 + (double)annualRate, Period.DaysBetween(from, a.Day) / 365.0));
        double cost = Worth(_budget.Lines.SelectMany(l => l.Planned));
        return cost == 0 ? null : (Worth(_budget.Benefits.SelectMany(b => b.Planned)) - cost) / cost;
    }

    internal static IEnumerable<Money> Amounts(PlanBudget budget) =>
        budget.Lines.SelectMany(l => l.Planned.Concat(l.Actual)).Concat(budget.Benefits.SelectMany(b => b.Planned.Concat(b.Realised))).Select(a => a.Amount)
            .Concat(budget.Total is { } total ? [total] : []);

    private static LocalDate? Payback(IEnumerable<DatedAmount> costs, IEnumerable<DatedAmount> benefits)
    {
        Rational net = Rational.Zero;
        bool spent = false;
        foreach (var day in costs.Select(c => (c.Day, Value: -Of(c.Amount))).Concat(benefits.Select(b => (b.Day, Value: Of(b.Amount)))).GroupBy(x => x.Day).OrderBy(g => g.Key))
        {
            spent |= day.Any(x => x.Value < 0);
            net += day.Aggregate(Rational.Zero, (sum, x) => sum + x.Value);
            if (spent && net >= 0)
            {
                return day.Key;
            }
        }

        return null;
    }

    private static Rational Sum(IEnumerable<DatedAmount> amounts, LocalDate? until) =>
        amounts.Where(a => until is null || a.Day <= until).Aggregate(Rational.Zero, (sum, a) => sum + Of(a.Amount));

    private static Rational Of(Money money) => Rational.FromScaled(money.MinorUnits, money.Currency.MinorUnits);
}
