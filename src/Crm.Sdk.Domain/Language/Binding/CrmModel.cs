using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Binding;

/// <summary>Definitions that fit together: facts, sets, segments, metrics and calendars, all names resolved and all types known.</summary>
/// <remarks>Immutable; safe for use from several threads.</remarks>
public sealed class CrmModel
{
    private readonly CrmFacts _facts;
    private readonly IReadOnlyList<CrmDocument> _documents;
    private readonly IReadOnlyList<FactSchema> _hostFacts;

    internal CrmModel(
        CrmFacts facts, IReadOnlyDictionary<string, BoundSegment> segments, IReadOnlyDictionary<string, BoundMetric> metrics,
        IReadOnlyDictionary<string, BoundCalendar> calendars, IReadOnlyList<CrmDocument> documents, IReadOnlyList<FactSchema> hostFacts)
    {
        _facts = facts;
        _documents = [.. documents];
        _hostFacts = [.. hostFacts];
        Segments = segments;
        Metrics = metrics;
        Calendars = calendars;
    }

    /// <summary>The facts by name.</summary>
    public IReadOnlyDictionary<string, BoundFact> Facts => _facts.All;

    /// <summary>The segments by name.</summary>
    public IReadOnlyDictionary<string, BoundSegment> Segments { get; }

    /// <summary>The metrics by name.</summary>
    public IReadOnlyDictionary<string, BoundMetric> Metrics { get; }

    /// <summary>
    /// The metrics with parameters by name; one whose parameters may all be left out is among <see cref="Metrics"/> too. A query asks for
    /// one as <c>sales.stage_conversion('new', 'won')</c>.
    /// </summary>
    public IReadOnlyDictionary<string, MetricDeclaration> Templates { get; internal init; } = new Dictionary<string, MetricDeclaration>();

    /// <summary>The targets by name. A query may ask for the metric of one, with the target's own filter, as <c>actual(name)</c>.</summary>
    public IReadOnlyDictionary<string, BoundTarget> Targets { get; internal init; } = new Dictionary<string, BoundTarget>();

    /// <summary>The business hours by name.</summary>
    public IReadOnlyDictionary<string, BoundCalendar> Calendars { get; }

    /// <summary>Reads definitions from a text and binds them, together with facts that the host declared.</summary>
    /// <param name="text">The definitions.</param>
    /// <param name="hostFacts">Facts over types of the host, see <see cref="FactSchema.For{T}"/>.</param>
    public static Checked<CrmModel> Parse(string text, params IReadOnlyList<FactSchema> hostFacts) => Parse(text, null, hostFacts);

    /// <summary>Reads definitions from a text and binds them, together with facts that the host declared.</summary>
    /// <param name="text">The definitions.</param>
    /// <param name="source">The file that the text came from, for findings; null when there is none.</param>
    /// <param name="hostFacts">Facts over types of the host, see <see cref="FactSchema.For{T}"/>.</param>
    public static Checked<CrmModel> Parse(string text, string? source, IReadOnlyList<FactSchema> hostFacts)
    {
        Checked<CrmDocument> document = CrmParser.Parse(text, source);
        if (document.Value is null)
        {
            return new Checked<CrmModel>(null, document.Findings);
        }

        Checked<CrmModel> model = Bind([document.Value], hostFacts);
        return new Checked<CrmModel>(model.Value, [.. document.Findings, .. model.Findings]);
    }

    /// <summary>Binds documents, together with facts that the host declared. The order of documents and definitions does not matter.</summary>
    /// <param name="documents">The definitions.</param>
    /// <param name="hostFacts">Facts over types of the host, see <see cref="FactSchema.For{T}"/>.</param>
    /// <exception cref="ArgumentException">Two facts of the host share a name.</exception>
    public static Checked<CrmModel> Bind(IReadOnlyList<CrmDocument> documents, params IReadOnlyList<FactSchema> hostFacts)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(hostFacts);
        return new ModelBinder().Bind(documents, hostFacts);
    }

    /// <summary>Binds more definitions together with those of this model, which stays as it is.</summary>
    /// <param name="documents">The further definitions.</param>
    public Checked<CrmModel> With(params IReadOnlyList<CrmDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return Bind([.. _documents, .. documents], _hostFacts);
    }

    /// <summary>The ways over references from a row of a fact to an entity: one when it is clear, several when it is not, none when there is none.</summary>
    /// <remarks>A direct reference that has the name of the entity is the one; else every way of at most four references counts.</remarks>
    public IReadOnlyList<IReadOnlyList<BoundReference>> PathsBetween(BoundFact from, BoundFact to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return NameResolver.Paths(_facts, from, to);
    }

    /// <summary>The row expression behind a dimension such as <c>channel</c>, <c>customer</c> or <c>customer.country</c> on the rows of a fact.</summary>
    /// <param name="name">The dimension.</param>
    /// <param name="fact">The fact whose rows are grouped.</param>
    /// <param name="problem">Why there is none, and what to do about it.</param>
    /// <returns>The expression, or null with a <paramref name="problem"/>.</returns>
    public BoundExpression? FindDimension(string name, BoundFact fact, out string problem)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(fact);
        problem = "";
        return _facts.FindDimension(name, fact, ref problem);
    }
}
