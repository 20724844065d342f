using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;
using TextSpan = Crm.Sdk.Validation.TextSpan;

namespace Crm.Sdk.Language.Binding;

/// <content>Metrics, and what is said of them besides their formula.</content>
internal sealed partial class ModelBinder
{
    private bool AreUsed(MetricDeclaration declaration, CrmDocument document)
    {
        foreach (ExclusionClause clause in declaration.Exclusions.Where(e => !_binder.IsUsed(e)))
        {
            bool isFact = _binder.FactOf(clause) is not null;
            _log.Error(document, clause.Where.Span, isFact ? BindingFindings.ExcludesNothing : BindingFindings.NoSubject,
                isFact ? $"'{declaration.Name}' aggregates no rows of '{_binder.FactOf(clause)}', so it can leave none out." : "This does not say of which fact the rows are that are left out.",
                isFact ? "Leave out rows of a fact that it aggregates." : "Write the fact before the field, as in order.channel = 'test'.");
        }

        return declaration.Exclusions.All(_binder.IsUsed);
    }

    private BoundMetric? BindMetric(string label, MetricDeclaration declared, CrmDocument document, LocalDate? day)
    {
        _binder.Restart();
        if (WithValues(declared, document) is not { } declaration)
        {
            return null;
        }

        var lineage = new SortedSet<string>(StringComparer.Ordinal);
        var context = new BindingContext
        {
            Document = document, Level = Level.Metric, AllowsDivision = true, Resolving = [label], Day = day, Lineage = lineage,
            Maturities = ExpressionBinder.MaturitiesOf(declaration, []), Exclusions = [.. declaration.Exclusions.Select(e => (document, e))],
        };
        _binder.IsSample = NeedsValues(declared);
        BoundExpression? bound = _binder.Bind(declaration.Value, context);
        _binder.IsSample = false;
        if (bound is not { } value || !AreUsed(declaration, document))
        {
            return null;
        }

        if (value.Type.Kind is DataKind.Boolean or DataKind.Text or DataKind.Reference)
        {
            _log.Error(document, declaration.Value.Span, BindingFindings.TypeMismatch, $"A metric is a number, and this is of type {value.Type}.",
                value.Type.IsTextual ? "Texts can be counted: count or distinct." : "Count the rows or the entities for which it holds, or write if(…, 1, 0).");
            return null;
        }

        if (!value.Aggregates().Any())
        {
            _log.Error(document, declaration.Value.Span, BindingFindings.NoAggregate, "Nothing is aggregated here: the metric would be a constant.",
                "Use count, sum or another aggregate of a fact.");
            return null;
        }

        BoundConfidence? confidence = null;
        if (declaration.Confidence is { } level && !NeedsValues(declared) && !Shares.TryFind(value, level, out confidence, out string problem))
        {
            _log.Error(document, declaration.ConfidenceSpan, BindingFindings.NoShare, problem,
                "Write a share, count(deal where won) / count(deal), or a difference of two, 100 * (count(a where x >= 9) - count(a where x <= 6)) / count(a); or drop the clause.");
            return null;
        }

        if (confidence is not null)
        {
            lineage.Add($"confidence: {confidence.Level * 100} %, {(confidence.Against is null ? "Wilson" : "standard error of a difference of shares")}");
        }

        _used.UnionWith(lineage);
        if (!NeedsValues(declared) && !IsWatched(declared))
        {
            _checks.CheckPopulations(declaration, document, value);
        }

        return UnitOf(declaration, document, value) is { } unit
            ? new BoundMetric(label, declaration.Title, value, unit, declaration.Better, declaration.Minimum, CrmJson.Hash(declared), [.. lineage]) { Confidence = confidence }
            : null;
    }

    /// <summary>Whether a metric cannot be asked without values: it is checked with some, and asked with others.</summary>
    private static bool NeedsValues(MetricDeclaration declaration) => declaration.Parameters.Any(p => p.Default is null);

    private MetricUnit? UnitOf(MetricDeclaration declaration, CrmDocument document, BoundExpression value)
    {
        DataType type = value.Type;
        string[] allowed = type.Kind switch
        {
            DataKind.Money => [type.Currency!.Code],
            DataKind.Duration => DurationUnits,
            DataKind.Date => ["date"],
            DataKind.Instant => ["instant"],
            _ => NumberUnits,
        };
        string name = declaration.Unit ?? (type.Kind == DataKind.Duration ? "days" : allowed[0]);
        if (allowed.Contains(name, StringComparer.Ordinal))
        {
            return new MetricUnit(name, type);
        }

        bool known = NumberUnits.Contains(name, StringComparer.Ordinal) || DurationUnits.Contains(name, StringComparer.Ordinal) || Currency.Find(name) is not null;
        TextSpan place = declaration.UnitSpan.Length > 0 ? declaration.UnitSpan : declaration.Span;
        _log.Error(document, place, known ? BindingFindings.UnitMismatch : BindingFindings.UnknownUnit,
            known ? $"'{declaration.Name}' is of type {type}, which is not shown in '{name}'." : $"There is no unit '{name}'.",
            Suggestion.DidYouMean(Suggestion.For(name, allowed), $"It is shown in {string.Join(", ", allowed)}."));
        return null;
    }
}
