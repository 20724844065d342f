using Crm.Sdk.Reporting.Documents;

namespace Crm.Sdk.Reporting.Plans;

/// <summary>A kind of section of a plan: what data can say in it. What people wrote is added by itself.</summary>
public interface IPlanSection
{
    /// <summary>The key under which people write in it: small letters and hyphens.</summary>
    string Key { get; }

    /// <summary>The heading.</summary>
    string Heading { get; }

    /// <summary>What data can say; nothing when there is nothing to say.</summary>
    ValueTask<IReadOnlyList<ReportBlock>> ComposeAsync(PlanContext context, CancellationToken cancellationToken);
}

/// <summary>The sections of plans, in order. Others join without a change of these.</summary>
public sealed class PlanSections
{
    private readonly List<IPlanSection> _sections = [];

    /// <summary>Creates an empty list.</summary>
    public PlanSections()
    {
    }

    /// <summary>The sections, in order.</summary>
    public IReadOnlyList<IPlanSection> All => _sections;

    /// <summary>The sections that the SDK can fill: the fourteen of a plan, in order, and after the summary the two that they stand on.</summary>
    public static PlanSections CreateStandard() => new PlanSections()
        .Add(new SummarySection()).Add(new CharterSection()).Add(new AssessmentSection()).Add(new ObjectivesSection()).Add(new CustomersSection()).Add(new StrategySection()).Add(new TechnologySection())
        .Add(new DataSection()).Add(new CommunicationSection()).Add(new ProcessesSection()).Add(new TrainingSection()).Add(new MetricsSection())
        .Add(new BudgetSection()).Add(new TimelineSection()).Add(new RisksSection()).Add(new ReviewSection());

    /// <summary>Adds a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="before">The key of the section that it comes before; null for the end.</param>
    /// <returns>This list.</returns>
    /// <exception cref="ArgumentException">There is a section of that key, or none of the key that it is to come before.</exception>
    public PlanSections Add(IPlanSection section, string? before = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (_sections.Exists(s => s.Key == section.Key))
        {
            throw new ArgumentException($"There is a section '{section.Key}' already.", nameof(section));
        }

        int at = before is null ? _sections.Count : _sections.FindIndex(s => s.Key == before);
        _sections.Insert(at >= 0 ? at : throw new ArgumentException($"There is no section '{before}'; there are {string.Join(", ", _sections.Select(s => s.Key))}.", nameof(before)), section);
        return this;
    }
}
