using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Binding;

/// <summary>Binds documents into a model: facts first, then what is derived from them, then sets, segments and metrics.</summary>
internal sealed partial class ModelBinder
{
    private static readonly string[] NumberUnits = CrmGrammar.NumberUnits;
    private static readonly string[] DurationUnits = ["seconds", "minutes", "hours", "days", "weeks"];

    private readonly FindingLog _log = new();
    private readonly CrmFacts _facts = new();
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly Definitions _definitions;
    private readonly ExpressionBinder _binder;
    private readonly DefinitionChecks _checks;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public ModelBinder()
    {
        _definitions = new Definitions(_log);
        _binder = new ExpressionBinder(_facts, _definitions, _log);
        _checks = new DefinitionChecks(_log);
    }

    public Checked<CrmModel> Bind(IReadOnlyList<CrmDocument> documents, IReadOnlyList<FactSchema> hostFacts)
    {
        _given.UnionWith(hostFacts.Select(f => f.Name));
        foreach (FactSchema schema in hostFacts)
        {
            if (!_facts.Add(new BoundFact(schema) { Roles = StoredRoles(schema) }))
            {
                throw new ArgumentException($"Two facts of the host are called '{schema.Name}'.", nameof(hostFacts));
            }
        }

        var declared = documents.SelectMany(d => d.Declarations.Select(x => (Document: d, Declaration: x))).ToList();
        foreach (var (document, declaration) in declared)
        {
            Declare(document, declaration);
        }

        _definitions.NameVersions();
        foreach (var (document, declaration) in declared)
        {
            if (declaration is FactDeclaration fact)
            {
                CheckTargets(document, fact);
                CheckCurrencies(document, fact);
                BindDerived(fact);
            }
        }

        foreach (FactSchema schema in hostFacts)
        {
            CheckTargets(schema);
            foreach (FactField field in schema.Fields.Where(f => CurrencyProblem(f.Type, schema) is not null))
            {
                _log.Findings.Add(new Finding(BindingFindings.BadCurrencyField, FindingSeverity.Error, CurrencyProblem(field.Type, schema)!,
                    MendCurrency, new FindingPlace { Path = $"{schema.Name}.{field.Name}" }));
            }
        }

        foreach (string attribution in _definitions.Attributions.Keys)
        {
            _binder.Restart();
            if (_definitions.BindAttribution(attribution, _binder, _facts) is not { } fact || !_facts.Add(fact))
            {
                _definitions.WrongAttributions.Add(attribution);
            }
        }

        foreach (string set in _definitions.Sets.Keys)
        {
            _binder.Restart();
            _definitions.ResolveSet(set, _binder, _facts);
            CheckRole(_definitions.Sets[set]);
        }

        foreach (string journey in _definitions.Journeys.Keys)
        {
            _binder.Restart();
            _definitions.ResolveSet(journey, _binder, _facts);
        }

        var segments = Bound(_definitions.Segments, BindSegment);
        var metrics = BindMetrics();
        var targets = BindTargets(metrics, segments);
        if (_used.Count > 0)
        {
            _used.UnionWith(_definitions.WrongAttributions.Select(a => $"attribution: {a}"));
        }

        _checks.CheckOrphans(declared, _used);
        return new Checked<CrmModel>(new CrmModel(_facts, segments, metrics, Calendars(), documents, hostFacts)
        {
            Templates = _definitions.Metrics.Values.Select(m => m.Declaration).Where(d => d.Parameters.Count > 0).ToDictionary(d => d.Name, StringComparer.Ordinal),
            Targets = targets,
        }, _log.Findings);
    }

    private static Dictionary<string, TBound> Bound<TDeclaration, TBound>(
        Dictionary<string, (TDeclaration Declaration, CrmDocument Document)> declared,
        Func<TDeclaration, CrmDocument, TBound?> bind)
        where TBound : class
    {
        var bound = new Dictionary<string, TBound>(StringComparer.Ordinal);
        foreach ((string name, (TDeclaration declaration, CrmDocument document)) in declared)
        {
            if (bind(declaration, document) is { } value)
            {
                bound.Add(name, value);
            }
        }

        return bound;
    }

    private Dictionary<string, BoundCalendar> Calendars() =>
        _definitions.Calendars.Values.OfType<BoundCalendar>().ToDictionary(c => c.Name, StringComparer.Ordinal);

    private static List<BoundTimeRole> StoredRoles(FactSchema schema) => [.. schema.Fields
        .Where(f => f.Role == FieldRole.Time)
        .Select(f => new BoundTimeRole(f.Name, new BoundField([], schema, schema.OrdinalOf(f.Name)), f.IsDefault, f.IsPlanned))];

    private void Declare(CrmDocument document, Declaration declaration)
    {
        string name = declaration.Name;
        bool isNew = declaration switch
        {
            FactDeclaration fact => !_definitions.IsRows(name) && !_definitions.Attributions.ContainsKey(name) && DeclareFact(document, fact),
            SetDeclaration set => _facts.Find(name) is null && !_definitions.IsRows(name) && !_definitions.Attributions.ContainsKey(name) && _definitions.Sets.TryAdd(name, (set, document)),
            FunnelDeclaration or CohortDeclaration =>
                _facts.Find(name) is null && !_definitions.IsRows(name) && !_definitions.Attributions.ContainsKey(name) && _definitions.Journeys.TryAdd(name, (declaration, document)),
            AttributionDeclaration attribution => _facts.Find(name) is null && !_definitions.IsRows(name) && _definitions.Attributions.TryAdd(name, (attribution, document)),
            SegmentDeclaration segment => _definitions.Segments.TryAdd(name, (segment, document)),
            MetricDeclaration metric => _definitions.Declare(metric, document),
            TargetDeclaration target => _definitions.Targets.TryAdd(name, (target, document)),
            CalendarDeclaration calendar => !_definitions.Calendars.ContainsKey(name) && _definitions.Calendars.TryAdd(name, BindCalendar(document, calendar)),
            _ => throw new InvalidOperationException($"Unknown declaration {declaration.GetType().Name}."),
        };
        if (!isNew && declaration is FactDeclaration && _given.Contains(name))
        {
            _log.Error(document, declaration.NameSpan, BindingFindings.DuplicateName, $"'{name}' is a fact of the CRM, or of the program, already.",
                $"Leave this declaration out, and let its mapping say \"into\" instead of \"fact\"; or give it a name of its own, such as 'file_{name}'.");
        }
        else if (!isNew)
        {
            _log.Error(document, declaration.NameSpan, BindingFindings.DuplicateName, $"'{name}' is declared already.", "Give one of the two another name.");
        }
    }

    private bool DeclareFact(CrmDocument document, FactDeclaration declaration)
    {
        var fields = new List<FactField> { Stored(declaration.Key) };
        var names = new HashSet<string>(StringComparer.Ordinal) { declaration.Key.Name };
        bool hasDefault = false;
        foreach (FieldDeclaration field in declaration.Fields)
        {
            if (!names.Add(field.Name))
            {
                _log.Error(document, field.Span, BindingFindings.DuplicateName, $"'{declaration.Name}' declares '{field.Name}' twice.", "Drop one of the two.");
                continue;
            }

            if (field.IsDefault && hasDefault)
            {
                _log.Error(document, field.Span, BindingFindings.DuplicateName, $"'{declaration.Name}' has two default time roles.", "Keep one default.");
                continue;
            }

            hasDefault |= field.IsDefault;
            if (field.Value is null)
            {
                fields.Add(Stored(field));
            }
        }

        FactSnapshot? snapshot = null;
        if (declaration.Snapshot is { } taken && (snapshot = Snapshot(document, declaration, taken, names, fields)) is null)
        {
            return true;
        }

        FactInterval? interval = null;
        if (declaration.Interval is { } lasts)
        {
            foreach (FieldDeclaration end in new[] { lasts.From, lasts.To })
            {
                if (!names.Add(end.Name))
                {
                    _log.Error(document, end.Span, BindingFindings.DuplicateName, $"'{declaration.Name}' declares '{end.Name}' twice.", "The key of an interval declares its entity and its ends.");
                    return true;
                }
            }

            fields.InsertRange(1, [Stored(lasts.From), Stored(lasts.To)]);
            interval = new FactInterval(declaration.Key.Name, lasts.From.Name, lasts.To.Name, lasts.MayOverlap);
            if (fields.Find(f => f.IsDefault) is { } odd)
            {
                _log.Error(document, declaration.Fields.First(f => f.Name == odd.Name).Span, BindingFindings.StateWithoutTime,
                    $"'{declaration.Name}' is an interval and has no default time.", "Drop 'default': aggregates say 'at end', 'at start' or 'by' a time.");
                return true;
            }
        }

        var schema = new FactSchema(declaration.Name, declaration.Shape, fields, interval, snapshot);
        var fact = new BoundFact(schema) { Roles = StoredRoles(schema) };
        if (!_facts.Add(fact))
        {
            return false;
        }

        foreach (FieldDeclaration field in declaration.Fields.Where(f => f.Value is not null).DistinctBy(f => f.Name, StringComparer.Ordinal))
        {
            _facts.Defer(fact, field, document);
        }

        return true;
    }

    private static FactField Stored(FieldDeclaration field) => new(field.Name, field.Role, field.Type)
    {
        IsDefault = field.IsDefault, IsPlanned = field.IsPlanned, FoldsCase = field.FoldsCase, HasHistory = field.HasHistory,
        History = field.History?.FullName, GroupsByNow = field.GroupsByNow,
    };

    private void CheckTargets(CrmDocument document, FactDeclaration declaration)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { declaration.Key.Name };
        foreach (FieldDeclaration field in declaration.Fields.Where(f => names.Add(f.Name) && f.Role == FieldRole.Reference))
        {
            CheckTarget(document, field);
        }

        if (declaration.Shape >= FactShape.Interval)
        {
            CheckTarget(document, declaration.Key);
        }

        foreach (FieldDeclaration field in declaration.Fields.Where(f => f.History is not null))
        {
            string? problem = field.Value is not null ? "a derived field has the history of what it is derived from" : _facts.ProblemOfHistory(declaration.Name, field.Name);
            if (problem is not null)
            {
                _log.Error(document, field.Span, BindingFindings.BadHistory, $"'{field.History!.FullName}' cannot hold the history of '{declaration.Name}.{field.Name}': {problem}.",
                    $"Name an interval of '{declaration.Name}' that does not overlap and has a field of the same type.");
            }
        }
    }

    private void CheckTarget(CrmDocument document, FieldDeclaration field)
    {
        if (_facts.Find(field.Type.Target!) is not { } target)
        {
            _log.Error(document, field.Span, BindingFindings.UnknownFact, $"'{field.Name}' refers to '{field.Type.Target}', which no fact is called.",
                Suggestion.Mend(field.Type.Target!, _facts.All.Keys));
        }
        else if (!target.Schema.HasOwnKey)
        {
            _log.Error(document, field.Span, BindingFindings.NoOwnKey, $"'{field.Name}' refers to '{target}', whose rows have no key of their own.",
                $"Refer to the entity: ref {target.Schema.Key.Type.Target}.");
        }
    }

    private void CheckTargets(FactSchema schema)
    {
        foreach (FactField field in schema.Fields.Where(f => f.Role == FieldRole.Reference && _facts.Find(f.Type.Target!) is null))
        {
            _log.Findings.Add(new Finding(BindingFindings.UnknownFact, FindingSeverity.Error,
                $"'{field.Name}' of the fact '{schema.Name}' refers to '{field.Type.Target}', which no fact is called.",
                Suggestion.Mend(field.Type.Target!, _facts.All.Keys), new FindingPlace { Path = $"{schema.Name}.{field.Name}" }));
        }

        foreach (FactField field in schema.Fields.Where(f => f.History is not null))
        {
            if (_facts.ProblemOfHistory(schema.Name, field.Name) is { } problem)
            {
                _log.Findings.Add(new Finding(BindingFindings.BadHistory, FindingSeverity.Error,
                    $"'{field.History}' cannot hold the history of '{schema.Name}.{field.Name}': {problem}.",
                    $"Name an interval of '{schema.Name}' that does not overlap and has a field of the same type.",
                    new FindingPlace { Path = $"{schema.Name}.{field.Name}" }));
            }
        }
    }

    private void BindDerived(FactDeclaration declaration)
    {
        if (_facts.Find(declaration.Name) is not { } fact)
        {
            return;
        }

        foreach (FieldDeclaration field in declaration.Fields)
        {
            _binder.Restart();
            _facts.Resolve(fact, field.Name, (d, document) => _binder.BindDerived(fact, d, document));
        }
    }

    private void CheckRole((SetDeclaration Declaration, CrmDocument Document) set)
    {
        Subject? subject = _definitions.ResolveSet(set.Declaration.Name, _binder, _facts);
        if (set.Declaration.By is { } by && subject is not null && subject.Fact.Roles.All(r => r.Name != by) && !_facts.HasFailed(subject.Fact, by))
        {
            _log.Error(set.Document, set.Declaration.Span, BindingFindings.UnknownRole, $"'{subject.Fact}' has no time role '{by}'.",
                Suggestion.Mend(by, subject.Fact.Roles.Select(r => r.Name)));
        }
    }

    private BoundSegment? BindSegment(SegmentDeclaration declaration, CrmDocument document)
    {
        _binder.Restart();
        var aggregates = new List<BoundAggregate>();
        var context = new BindingContext
        {
            Document = document, Level = Level.Entity, Aggregates = aggregates, AllowsDivision = true, IsOfSegment = true,
            Lineage = new SortedSet<string>(StringComparer.Ordinal),
        };
        if (_binder.BindEntity(declaration.Entity, context) is not { } entity
            || _binder.BindCondition(declaration.Where, context with { Fact = entity }) is not { } condition)
        {
            return null;
        }

        _used.UnionWith(context.Lineage);
        return new BoundSegment(declaration.Name, declaration.Title, entity, condition, aggregates, CrmJson.Hash(declaration));
    }
}
