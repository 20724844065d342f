using Crm.Sdk.Aggregates;
using Crm.Sdk.Customers;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Segments;

/// <summary>How the members of a segment are found.</summary>
public enum SegmentKind
{
    /// <summary>Somebody says who belongs to it.</summary>
    Static,

    /// <summary>A condition says who belongs to it; somebody may put customers in or out beside it.</summary>
    Rule,
}

/// <summary>What somebody said about a customer and a segment.</summary>
public enum SegmentVerdict
{
    /// <summary>The customer belongs to it, whatever the condition says.</summary>
    Included,

    /// <summary>The customer does not belong to it, whatever the condition says.</summary>
    Excluded,
}

/// <summary>Somebody put a customer into a segment or out of it.</summary>
public sealed record SegmentChoice
{
    /// <summary>The customer.</summary>
    public required CustomerId Customer { get; init; }

    /// <summary>In or out.</summary>
    public required SegmentVerdict Verdict { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Since when.</summary>
    public required Instant At { get; init; }
}

/// <summary>
/// Customers that are treated alike. It is a definition: <see cref="Definition"/> writes it in the language, with the choices that
/// people made as facts, so that segments of a store and segments of a file mean the same everywhere.
/// </summary>
public sealed class Segment : Aggregate<SegmentId>, IStored
{
    private List<SegmentChoice> _choices = [];

    private Segment(SegmentId id)
        : base(id)
    {
    }

    /// <summary>The concept: columns, events and facts.</summary>
    public static Concept<Segment, SegmentId> Concept { get; } = new ConceptBuilder<Segment, SegmentId>("segment", id => new Segment(id))
        .UniqueText("name", s => s.Name, (s, v) => s.Name = v!)
        .Text("title", s => s.Title, (s, v) => s.Title = v!, required: true)
        .Choice("kind", s => s.Kind, (s, v) => s.Kind = v)
        .Text("rule", s => s.Rule, (s, v) => s.Rule = v)
        .Json("choices", s => s._choices, (s, v) => s._choices = v, SegmentJson.Default.ListSegmentChoice)
        .Event("segment.defined", SegmentJson.Default.SegmentDefined)
        .Event("segment.revised", SegmentJson.Default.SegmentRevised)
        .Event("segment.renamed", SegmentJson.Default.SegmentRenamed)
        .Event("segment.chosen", SegmentJson.Default.SegmentChosen)
        .Event("segment.choice_withdrawn", SegmentJson.Default.SegmentChoiceWithdrawn)
        .Facts("segment_choice", FactShape.Event, s => s._choices.Select(c => (Segment: s, Choice: c)), (fact, _) => fact
            .Key(x => $"{x.Segment.Id}:{x.Choice.Customer}")
            .Time("since", x => (Instant?)x.Choice.At)
            .Reference("customer", x => x.Choice.Customer.Value)
            .Dimension("chosen_for", x => x.Segment.Name)
            .Dimension("verdict", x => x.Choice.Verdict.ToString()))
        .Build();

    static Concept IStored.StoredAs => Concept;

    /// <summary>The name in definitions: no other segment of the tenant has it, archived ones left aside.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What people call it.</summary>
    public string Title { get; private set; } = "";

    /// <summary>How members are found.</summary>
    public SegmentKind Kind { get; private set; }

    /// <summary>The condition on a customer, in the language; null for a static segment. The log has the former ones.</summary>
    public string? Rule { get; private set; }

    /// <summary>Whom people put in or out.</summary>
    public IReadOnlyList<SegmentChoice> Choices => _choices;

    /// <summary>Defines a segment whose members are chosen by people.</summary>
    /// <exception cref="InvalidDefinitionException">The name is no name of the language, or the title has several lines.</exception>
    public static Segment DefineStatic(SegmentId id, string name, string title, Instant at) => Define(id, name, title, null, at);

    /// <summary>Defines a segment by a condition on a customer, such as <c>country = 'DE' and count(order_line) >= 2</c>.</summary>
    /// <exception cref="InvalidDefinitionException">The name is no name of the language, the title has several lines, or the condition is not written in it.</exception>
    public static Segment DefineRule(SegmentId id, string name, string title, string rule, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(rule);
        return Define(id, name, title, rule, at);
    }

    /// <summary>Gives a segment another condition. Nothing happens when it is the same.</summary>
    /// <exception cref="InvalidOperationException">The segment is static.</exception>
    /// <exception cref="InvalidDefinitionException">The condition is not written in the language.</exception>
    public void Revise(string rule, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(rule);
        if (Kind == SegmentKind.Static)
        {
            throw new InvalidOperationException($"The segment '{Name}' is static; define another one by the rule.");
        }

        Check(Name, Title, rule);
        if (rule != Rule)
        {
            Raise(new SegmentRevised { OccurredAt = at, Rule = rule });
        }
    }

    /// <summary>Gives a segment another name. Nothing happens when it is the same. What names it elsewhere, such as an objective, is not changed.</summary>
    /// <exception cref="InvalidDefinitionException">The name is no name of the language.</exception>
    public void Rename(string name, Instant at)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Check(name, Title, Rule ?? "true");
        if (name != Name)
        {
            Raise(new SegmentRenamed { OccurredAt = at, Name = name });
        }
    }

    /// <summary>Puts a customer in, whatever the condition says. Nothing happens when it is so.</summary>
    /// <exception cref="ArgumentException">No reason is given.</exception>
    public void Include(CustomerId customer, string reason, Instant at) => Choose(customer, SegmentVerdict.Included, reason, at);

    /// <summary>Puts a customer out, whatever the condition says. Nothing happens when it is so.</summary>
    /// <exception cref="ArgumentException">No reason is given.</exception>
    public void Exclude(CustomerId customer, string reason, Instant at) => Choose(customer, SegmentVerdict.Excluded, reason, at);

    /// <summary>Takes back what was said about a customer. Nothing happens when nothing was.</summary>
    public void Withdraw(CustomerId customer, Instant at)
    {
        if (_choices.Exists(c => c.Customer == customer))
        {
            Raise(new SegmentChoiceWithdrawn { OccurredAt = at, Customer = customer });
        }
    }

    /// <summary>The segment as a definition in the language, over the facts <c>customer</c> and <c>segment_choice</c>.</summary>
    public string Definition()
    {
        string title = Head(Name, Title);
        string included = Chosen(SegmentVerdict.Included);
        return Kind == SegmentKind.Static
            ? $"{title} {included} >= 1"
            : $"{title} (({Rule}\n) and {Chosen(SegmentVerdict.Excluded)} = 0) or {included} >= 1";
    }

    /// <inheritdoc/>
    protected override void Apply(DomainEvent e)
    {
        switch (e)
        {
            case SegmentDefined x:
                (Name, Title, Rule, Kind) = (x.Name, x.Title, x.Rule, x.Rule is null ? SegmentKind.Static : SegmentKind.Rule);
                break;
            case SegmentRevised x:
                Rule = x.Rule;
                break;
            case SegmentRenamed x:
                Name = x.Name;
                break;
            case SegmentChosen x:
                _choices = [.. _choices.Where(c => c.Customer != x.Customer), new SegmentChoice { Customer = x.Customer, Verdict = x.Verdict, Reason = x.Reason, At = x.OccurredAt }];
                break;
            case SegmentChoiceWithdrawn x:
                _choices = [.. _choices.Where(c => c.Customer != x.Customer)];
                break;
        }
    }

    private static Segment Define(SegmentId id, string name, string title, string? rule, Instant at)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        Check(name, title, rule ?? "true");
        var segment = new Segment(id);
        segment.Raise(new SegmentDefined { OccurredAt = at, Name = name, Title = title, Rule = rule });
        return segment;
    }

    // Whether the names in it exist is known when it is bound to facts; here it must be one condition by itself, as it is put between
    // parentheses later, and name and title must come through the language as they are.
    private static void Check(string name, string title, string rule)
    {
        CrmParser.ParseExpression(rule).ThrowIfInvalid();
        CrmDocument document = CrmParser.Parse($"{Head(name, title)} ({rule}\n)").ThrowIfInvalid();
        if (document.Declarations is not [SegmentDeclaration declaration])
        {
            throw new ArgumentException("A rule is one condition and declares nothing.", nameof(rule));
        }

        if (declaration.Name != name || declaration.Title != title)
        {
            throw new ArgumentException($"'{name}' is no name of the language, or '{title}' no title on one line.", nameof(name));
        }
    }

    private static string Head(string name, string title) =>
        $"segment {name} \"{title.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" = customer where";

    private string Chosen(SegmentVerdict verdict) => $"count(segment_choice where chosen_for = '{Name}' and verdict = '{verdict}')";

    private void Choose(CustomerId customer, SegmentVerdict verdict, string reason, Instant at)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (_choices.Find(c => c.Customer == customer)?.Verdict != verdict)
        {
            Raise(new SegmentChosen { OccurredAt = at, Customer = customer, Verdict = verdict, Reason = reason });
        }
    }
}
