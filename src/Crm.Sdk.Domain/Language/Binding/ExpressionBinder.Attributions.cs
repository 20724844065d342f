using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>What attributions say of their rows.</content>
internal sealed partial class ExpressionBinder
{
    private const string PartWord = "part", PartExample = "Write for example sum(credit.part(net)), or credit.sum(net).";

    // Whether credit.sum(net), credit.count() or credit.part(net) speaks of an attribution or a set of its rows, right or wrong.
    private bool IsOfAttribution(MetricCallExpression call) => call.Metric.Parts is [var of, var word] && Definitions.AttributionWords.Contains(word)
        && !definitions.Metrics.ContainsKey(call.Metric.FullName)
        && (definitions.WrongAttributions.Contains(of) || (definitions.ResolveSet(of, this, facts)?.Fact ?? facts.Find(of))?.Attribution is not null);

    // What stands before the point may be rows, of which nothing is asked in this way.
    private string? MendOfRows(IReadOnlyList<string> parts) => parts is not [var of, var word] || (definitions.ResolveSet(of, this, facts)?.Fact ?? facts.Find(of)) is not { } fact ? null
        : fact.Attribution is not null ? $"An attribution has {of}.sum(net) with an amount of the outcome, {of}.count(), and of each row {of}.part(net)."
        : CrmGrammar.AggregateWords.ContainsKey(word) ? $"Write {word}({(word == "count" ? of : $"{of}.{FirstMeasure(fact)}")})." : null;

    // credit.sum(net) and credit.count() are sums, written out.
    private BoundExpression? BindOfAttribution(MetricCallExpression call, BindingContext context)
    {
        (string of, string word) = (call.Metric.Parts[0], call.Metric.Parts[1]);
        if (word == PartWord)
        {
            return BindPart(call, context);
        }

        if ((definitions.ResolveSet(of, this, facts)?.Fact ?? facts.Find(of)) is not { Attribution: not null } fact)
        {
            return null;
        }

        bool isSum = word == "sum";
        if (context.Level == Level.Row || call.Arguments.Count != (isSum ? 1 : 0))
        {
            return Error(context, call, BindingFindings.WrongPart,
                context.Level == Level.Row ? $"'{word}' is asked of an attribution as a whole, and this stands over one row." : $"'{word}' takes {(isSum ? "one amount of the outcome" : "nothing")}.",
                isSum ? PartExample : "Write for example credit.count(); credit.share is the share that one row has.");
        }

        Expression operand = isSum
            ? new MetricCallExpression { Metric = new NameExpression { Parts = [of, PartWord], Span = call.Metric.Span }, Arguments = call.Arguments, Span = call.Span }
            : new NameExpression { Parts = [of, fact.Schema.Fields[BoundAttribution.ShareOrdinal].Name], Span = call.Span };
        return Bind(new AggregateExpression { Kind = AggregateKind.Sum, Operand = operand, Span = call.Span }, context);
    }

    // An outcome has a row for each of its touches, and a touch one for each of its outcomes.
    private void WarnOfRepeated(AggregateExpression aggregate, BoundFact fact, BoundExpression? operand, BoundExpression? filter, BindingContext context)
    {
        if (aggregate.Kind is not (AggregateKind.Sum or AggregateKind.Avg) || fact.Attribution is not { } attribution || operand is null)
        {
            return;
        }

        bool isOnce = attribution.Model is AttributionModel.First or AttributionModel.Last;
        bool IsRepeated(BoundExpression node) => node is not BoundPart
            && ((node is BoundField { Path: [var first, ..] } && ReferenceEquals(first.From, fact.Schema) && (first.Ordinal == BoundAttribution.TouchOrdinal || (first.Ordinal == BoundAttribution.OutcomeOrdinal && !isOnce)))
                || node.Children().Any(IsRepeated));
        bool IsOfPlace(BoundExpression node) => (node is BoundField { Path.Count: 0 } field && field.Ordinal == BoundAttribution.PlaceOrdinal) || node.Children().Any(IsOfPlace);
        if (IsRepeated(operand) && !operand.Children().Prepend(operand).Any(n => n is BoundPart) && (filter is null || !IsOfPlace(filter)))
        {
            log.Warn(context.Document, aggregate.Operand.Span, BindingFindings.WrongPart, $"An outcome has a row of '{fact}' for each of its touches, and what is read here counts once for each.",
                $"Share it: {fact}.sum(…) of an amount of the outcome; or ask for rows of '{attribution.Outcome.Fact}' or '{attribution.Touches.Fact}'.");
        }
    }

    // credit.part(net): the amount is one of the outcome.
    private BoundExpression? BindPart(MetricCallExpression call, BindingContext context)
    {
        if (context.Level != Level.Row || context.Fact?.Attribution is not { } attribution || call.Metric.Parts[0] != context.Alias)
        {
            return Error(context, call, BindingFindings.WrongPart, "A part is asked of the row of an attribution whose rows these are.", PartExample);
        }

        if (call.Arguments is not [var argument])
        {
            return Error(context, call, BindingFindings.WrongPart, "'part' takes one amount of the outcome.", PartExample);
        }

        BoundFact outcome = attribution.Outcome.Fact;
        if (Bind(argument, context with { Fact = outcome, Alias = outcome.Name, Journey = null }) is not { } amount)
        {
            return null;
        }

        if (!Definitions.IsOfRow(amount))
        {
            return Error(context, argument, BindingFindings.WrongPart, "What is shared does not change with the day on which it is asked, and this is read on some day.",
                "Share a measure of the outcome.");
        }

        return !amount.Type.IsAdditive || amount.Type.Kind == DataKind.Number
            ? Error(context, argument, BindingFindings.WrongPart,
                amount.Type.Kind == DataKind.Number ? "A quotient has no last decimal place, so its parts would not be the whole." : $"A value of type {amount.Type} has no parts.",
                "Share an amount, a number or a length of time of the outcome.")
            : new BoundPart(attribution, amount);
    }
}
