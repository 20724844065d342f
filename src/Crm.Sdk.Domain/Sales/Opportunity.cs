using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Sales;

/// <summary>A deal that may be made with a customer. All stages, amounts and expected dates that it ever had are kept with their times.</summary>
public sealed partial class Opportunity : Aggregate<OpportunityId>, IStored
{
    private List<StageTransition> _transitions = [];
    private List<AmountChange> _amounts = [];
    private List<CloseDateChange> _closeDates = [];

    private Opportunity(OpportunityId id)
        : base(id)
    {
    }

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>With whom; null when it is not known yet.</summary>
    public CustomerId? Customer { get; private set; }

    /// <summary>The pipeline whose stages it goes through.</summary>
    public PipelineId? Pipeline { get; private set; }

    /// <summary>The key of the stage that it is in.</summary>
    public string Stage { get; private set; } = "";

    /// <summary>What that stage means.</summary>
    public StageCategory Category { get; private set; }

    /// <summary>What it is worth; null when nobody said.</summary>
    public Money? Amount { get; private set; }

    /// <summary>When it is expected to be decided; null when nobody said.</summary>
    public LocalDate? CloseDate { get; private set; }

    /// <summary>Who works on it, by the host's name for the user; null for nobody.</summary>
    public string? Owner { get; private set; }

    /// <summary>Where it came from, in the host's words; null when unknown.</summary>
    public string? Source { get; private set; }

    /// <summary>What it is about: the product in question; null when unknown or several.</summary>
    public string? Product { get; private set; }

    /// <summary>Why it was lost; null when it is not.</summary>
    public string? LostReason { get; private set; }

    /// <summary>When it began.</summary>
    public Instant OpenedAt { get; private set; }

    /// <summary>When it was won or lost; null while it is open.</summary>
    public Instant? ClosedAt { get; private set; }

    /// <summary>The stages that it entered, in order; the first with its beginning.</summary>
    public IReadOnlyList<StageTransition> Transitions => _transitions;

    /// <summary>What it was worth, in order.</summary>
    public IReadOnlyList<AmountChange> Amounts => _amounts;

    /// <summary>When it was expected to be decided, in order.</summary>
    public IReadOnlyList<CloseDateChange> CloseDates => _closeDates;

    /// <summary>Begins an opportunity in an open stage of a pipeline.</summary>
    /// <exception cref="ArgumentException">The name is empty, or the stage is none of the pipeline or not open.</exception>
    public static Opportunity Open(OpportunityId id, string name, CustomerId? customer, Pipeline pipeline, string stage, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(pipeline);
        Stage first = pipeline[stage];
        if (first.Category != StageCategory.Open)
        {
            throw new ArgumentException($"An opportunity begins in an open stage; '{stage}' is {first.Category}.", nameof(stage));
        }

        var opportunity = new Opportunity(id);
        opportunity.Raise(new OpportunityOpened { OccurredAt = at, Name = name, Customer = customer, Pipeline = pipeline.Id, Stage = stage });
        return opportunity;
    }

    /// <summary>Moves it to another open stage. Nothing happens when it is there.</summary>
    /// <exception cref="InvalidOperationException">It is closed; reopen it.</exception>
    /// <exception cref="ArgumentException">The stage is none of its pipeline or not open, or the time is before its last move.</exception>
    public void MoveTo(Pipeline pipeline, string stage, Instant at)
    {
        CheckStage(pipeline, stage, StageCategory.Open, at);
        CheckOpen();
        if (stage != Stage)
        {
            Raise(new StageChanged { OccurredAt = at, Stage = stage });
        }
    }

    /// <summary>Wins it.</summary>
    /// <exception cref="InvalidOperationException">It is closed.</exception>
    /// <exception cref="ArgumentException">The stage is none of its pipeline or does not mean won, or the time is before its last move.</exception>
    public void Win(Pipeline pipeline, string stage, Instant at)
    {
        CheckStage(pipeline, stage, StageCategory.Won, at);
        CheckOpen();
        Raise(new OpportunityWon { OccurredAt = at, Stage = stage });
    }

    /// <summary>Loses it.</summary>
    /// <exception cref="InvalidOperationException">It is closed.</exception>
    /// <exception cref="ArgumentException">No reason is given, the stage is none of its pipeline or does not mean lost, or the time is before its last move.</exception>
    public void Lose(Pipeline pipeline, string stage, string reason, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        CheckStage(pipeline, stage, StageCategory.Lost, at);
        CheckOpen();
        Raise(new OpportunityLost { OccurredAt = at, Stage = stage, Reason = reason });
    }

    /// <summary>Takes a closed one up again. That it was closed stays in its history.</summary>
    /// <exception cref="InvalidOperationException">It is open.</exception>
    /// <exception cref="ArgumentException">The stage is none of its pipeline or not open, or the time is before its end.</exception>
    public void Reopen(Pipeline pipeline, string stage, Instant at)
    {
        CheckStage(pipeline, stage, StageCategory.Open, at);
        if (Category == StageCategory.Open)
        {
            throw new InvalidOperationException($"The opportunity '{Name}' is open.");
        }

        Raise(new OpportunityReopened { OccurredAt = at, Stage = stage });
    }

    /// <summary>Says what it is really called and with whom it is; null for unknown. Nothing happens when nothing differs.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void Correct(string name, CustomerId? customer, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if ((name, customer) != (Name, Customer))
        {
            Raise(new OpportunityCorrected { OccurredAt = at, Name = name, Customer = customer });
        }
    }

    /// <summary>Says what it is worth; null for unknown. Nothing happens when it is the same.</summary>
    /// <exception cref="ArgumentException">The amount is negative, or the time is before its beginning or the last change of its amount.</exception>
    public void Value(Money? amount, Instant at)
    {
        if (amount is { MinorUnits: < 0 })
        {
            throw new ArgumentException($"An opportunity is worth nothing less than nothing, not {amount}.", nameof(amount));
        }

        if (amount != Amount)
        {
            CheckTime(_amounts.Count == 0 ? OpenedAt : _amounts[^1].At, at);
            Raise(new AmountChanged { OccurredAt = at, Amount = amount });
        }
    }

    /// <summary>Says when it is expected to be decided; null for unknown. Nothing happens when it is the same.</summary>
    /// <exception cref="ArgumentException">The time is before its beginning or the last change of that date.</exception>
    public void Expect(LocalDate? closeDate, Instant at)
    {
        if (closeDate != CloseDate)
        {
            CheckTime(_closeDates.Count == 0 ? OpenedAt : _closeDates[^1].At, at);
            Raise(new CloseDateMoved { OccurredAt = at, CloseDate = closeDate });
        }
    }

    /// <summary>Says who works on it; null for nobody. Nothing happens when it is the same.</summary>
    public void AssignTo(string? owner, Instant at)
    {
        if (owner != Owner)
        {
            Raise(new OpportunityAssigned { OccurredAt = at, Owner = owner });
        }
    }

    /// <summary>Says where it came from and what it is about; null for unknown. Nothing happens when nothing differs.</summary>
    public void Describe(string? source, string? product, Instant at)
    {
        if ((source, product) != (Source, Product))
        {
            Raise(new OpportunityDescribed { OccurredAt = at, Source = source, Product = product });
        }
    }

    /// <inheritdoc/>
    protected override void Apply(DomainEvent e)
    {
        switch (e)
        {
            case OpportunityOpened x:
                (Name, Customer, Pipeline, OpenedAt) = (x.Name, x.Customer, x.Pipeline, x.OccurredAt);
                Enter(x.Stage, StageCategory.Open, x.OccurredAt, null);
                break;
            case StageChanged x:
                Enter(x.Stage, StageCategory.Open, x.OccurredAt, null);
                break;
            case OpportunityWon x:
                Enter(x.Stage, StageCategory.Won, x.OccurredAt, null);
                break;
            case OpportunityLost x:
                Enter(x.Stage, StageCategory.Lost, x.OccurredAt, x.Reason);
                break;
            case OpportunityReopened x:
                Enter(x.Stage, StageCategory.Open, x.OccurredAt, null);
                break;
            case OpportunityCorrected x:
                (Name, Customer) = (x.Name, x.Customer);
                break;
            case AmountChanged x:
                Amount = x.Amount;
                _amounts.Add(new AmountChange { At = x.OccurredAt, Amount = x.Amount });
                break;
            case CloseDateMoved x:
                CloseDate = x.CloseDate;
                _closeDates.Add(new CloseDateChange { At = x.OccurredAt, CloseDate = x.CloseDate });
                break;
            case OpportunityAssigned x:
                Owner = x.Owner;
                break;
            case OpportunityDescribed x:
                (Source, Product) = (x.Source, x.Product);
                break;
        }
    }

    private void Enter(string stage, StageCategory category, Instant at, string? lostReason)
    {
        (Stage, Category, LostReason, ClosedAt) = (stage, category, lostReason, category == StageCategory.Open ? null : at);
        _transitions.Add(new StageTransition { Stage = stage, Category = category, At = at });
    }

    private void CheckOpen()
    {
        if (Category != StageCategory.Open)
        {
            throw new InvalidOperationException($"The opportunity '{Name}' is {Category}; reopen it first.");
        }
    }

    // A history in another order than that of time would say two things of one instant.
    private void CheckTime(Instant last, Instant at)
    {
        if (at < last)
        {
            throw new ArgumentException($"The opportunity '{Name}' has been so since {last}; that cannot change at {at}.", nameof(at));
        }
    }

    private void CheckStage(Pipeline pipeline, string stage, StageCategory wanted, Instant at)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        if (pipeline.Id != Pipeline)
        {
            throw new ArgumentException($"The opportunity '{Name}' is in another pipeline than '{pipeline.Name}'.", nameof(pipeline));
        }

        Stage known = pipeline[stage];
        if (known.Category != wanted)
        {
            throw new ArgumentException($"The stage '{stage}' is {known.Category}, not {wanted}.", nameof(stage));
        }

        if (at < _transitions[^1].At)
        {
            throw new ArgumentException($"The opportunity '{Name}' entered its stage at {_transitions[^1].At}; it cannot leave it at {at}.", nameof(at));
        }
    }
}
