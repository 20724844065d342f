using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Attributions.</content>
internal sealed partial class Definitions
{
    /// <summary>What stands behind the name of an attribution as if it were a metric: credit.sum(net).</summary>
    public static readonly string[] AttributionWords = ["sum", "count", "part"];

    public Dictionary<string, (AttributionDeclaration Declaration, CrmDocument Document)> Attributions { get; } = new(StringComparer.Ordinal);

    /// <summary>The fact that an attribution is, or null when it is wrong.</summary>
    public BoundFact? BindAttribution(string name, ExpressionBinder binder, CrmFacts facts)
    {
        (AttributionDeclaration declaration, CrmDocument document) = Attributions[name];
        foreach (StepExpression step in new[] { declaration.Outcome, declaration.Touches })
        {
            if (BeginningOf(step.Of.FullName) is { } shared && Attributions.ContainsKey(shared))
            {
                log.Error(document, step.Of.Span, BindingFindings.WrongAttribution, $"Rows of '{shared}' are shares of rows, and nothing happened that is one.", "Name the fact of what happened.");
                return null;
            }
        }

        if (AttributionWords.Select(word => $"{name}.{word}").FirstOrDefault(m => Metrics.TryGetValue(m, out var metric) && metric.Declaration.Parameters.Count > 0) is { } called)
        {
            log.Error(document, declaration.NameSpan, BindingFindings.WrongAttribution, $"'{called}(…)' is a metric, and would be asked of the attribution too.", "Give one of the two another name.");
            return null;
        }

        var lineage = new HashSet<string>(StringComparer.Ordinal) { $"attribution: {name}" };
        if (BindSteps(declaration.Entity, [declaration.Outcome, declaration.Touches], document, lineage, binder, facts) is not { } bound)
        {
            return null;
        }

        Expression? argument = declaration.HalfLife ?? (declaration.Share is { } share ? new NumberLiteral { Value = share } : (Expression?)null);
        string model = $"{CrmGrammar.AttributionModels.First(m => m.Model == declaration.Model).Word}{(argument is null ? "" : $"({CrmPrinter.Print(argument)})")}";
        lineage.Add($"model: {name} {model}{(declaration.Within is null ? "" : $" within {CrmPrinter.Print(declaration.Within)}")}");
        (BoundStep outcome, BoundStep touches) = (bound.Steps[0], bound.Steps[1]);
        foreach ((BoundStep step, StepExpression written) in new[] { (outcome, declaration.Outcome), (touches, declaration.Touches) })
        {
            if (!step.Fact.Schema.HasOwnKey)
            {
                log.Error(document, written.Span, BindingFindings.WrongAttribution, $"Rows of '{step.Fact}' last, and have no key of their own.", "Name an event or an entity.");
                return null;
            }

            if (!IsOfRow(step.Role.Value) || (step.Filter is not null && !IsOfRow(step.Filter)))
            {
                log.Error(document, written.Span, BindingFindings.WrongAttribution, "What an outcome owes to whom does not change with the day on which it is asked, and this is read on some day.",
                    "Leave out 'now', what a history or a rate says: the conditions and the time are of the row itself.");
                return null;
            }
        }

        long? within = null, halfLife = null;
        if (!TryLength(declaration.Within, outcome.Role.IsDate, document, out within) || !TryLength(declaration.HalfLife, outcome.Role.IsDate, document, out halfLife))
        {
            return null;
        }

        string[] names = ["id", outcome.Role.Name, "outcome", "touch", bound.Entity.Name, "share", "weight", "place"];
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            log.Error(document, declaration.NameSpan, BindingFindings.WrongAttribution, $"Rows of '{name}' have the fields {string.Join(", ", names)}, and two of them are called the same.",
                "Give the time of the outcome, or the entity, another name.");
            return null;
        }

        BoundTimeRole time = outcome.Role;
        var schema = new FactSchema(name, FactShape.Event,
        [
            new FactField(names[0], FieldRole.Key, DataType.Text), new FactField(names[1], FieldRole.Time, time.Value.Type) { IsDefault = true, IsPlanned = time.IsPlanned },
            new FactField(names[2], FieldRole.Reference, DataType.Reference(outcome.Fact.Name)), new FactField(names[3], FieldRole.Reference, DataType.Reference(touches.Fact.Name)),
            new FactField(names[4], FieldRole.Reference, DataType.Reference(bound.Entity.Name)), new FactField(names[5], FieldRole.Measure, DataType.Decimal(BoundAttribution.ShareScale)),
            new FactField(names[6], FieldRole.Measure, DataType.Integer), new FactField(names[7], FieldRole.Measure, DataType.Integer),
        ]);
        var attribution = new BoundAttribution(declaration, bound.Entity, outcome, touches, within, halfLife, schema, lineage);
        var fact = new BoundFact(schema) { Attribution = attribution, Roles = [new BoundTimeRole(time.Name, new BoundField([], schema, BoundAttribution.TimeOrdinal), true, time.IsPlanned)] };

        // What a touch is grouped by goes by its own name, so that it stands beside that of other facts.
        var way = new BoundReference(schema, BoundAttribution.TouchOrdinal, touches.Fact.Schema);
        foreach (FactField field in touches.Fact.Schema.Fields
            .Where(f => f.Role is FieldRole.Dimension or FieldRole.Reference && !f.HasHistory && schema.Find(f.Name) is null))
        {
            fact.AddDerived(field.Name, new BoundField([way], touches.Fact.Schema, touches.Fact.Schema.OrdinalOf(field.Name)));
        }

        return fact;
    }

    // The fact below sets of sets; null where they go in a circle.
    private string? BeginningOf(string name)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Sets.TryGetValue(name, out var set))
        {
            if (!seen.Add(name))
            {
                return null;
            }

            name = set.Declaration.Of.FullName;
        }

        return name;
    }

    // Whether a row and those that it refers to say it, at any time the same.
    public static bool IsOfRow(BoundExpression expression) =>
        expression is not (BoundRowValue or BoundNow or BoundConverted) && !expression.ReadsHistory() && expression.Children().All(IsOfRow);

    private bool TryLength(DurationLiteral? literal, bool isOfDays, CrmDocument document, out long? length)
    {
        length = literal is null ? null : literal.Count * ExpressionBinder.Microseconds(literal.Unit);
        if (length is null || !isOfDays)
        {
            return true;
        }

        if (length % StorageForm.MicrosecondsPerDay != 0)
        {
            log.Error(document, literal!.Span, BindingFindings.WrongAttribution, "The outcomes have days, and this is no whole number of them.", "Write days or weeks.");
            return false;
        }

        length /= StorageForm.MicrosecondsPerDay;
        return true;
    }
}
