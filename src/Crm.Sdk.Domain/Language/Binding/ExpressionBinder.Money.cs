using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Amounts in several currencies, and conversion.</content>
internal sealed partial class ExpressionBinder
{
    private BoundExpression? BindConversion(ConversionExpression conversion, BindingContext context)
    {
        if (context.Level == Level.Row)
        {
            return Error(context, conversion, BindingFindings.WrongLevel, "A conversion belongs to aggregates and metrics.",
                $"Put it behind the parentheses of the aggregate, as in sum(order.net) in {conversion.Currency} at transaction.");
        }

        if (context.Conversion is { } outer)
        {
            return ErrorAtUse(context, conversion, BindingFindings.TwoConversions,
                $"This is converted into {conversion.Currency} and then into {outer.Conversion.To}.", "Convert once: take the amounts before they are converted.");
        }

        if (context.IsOfSegment)
        {
            return ErrorAtUse(context, conversion, BindingFindings.ConversionInSegment,
                "Who belongs to a segment cannot depend on rates: nothing there could say that one is missing.",
                "Compare amounts of one currency, as in sum(order.amount where currency = 'EUR').");
        }

        var inner = new OuterConversion(new BoundConversion(conversion));
        BoundExpression? bound = Bind(conversion.Operand, context with { Conversion = inner });
        return bound is null || inner.IsUsed ? bound
            : Error(context, conversion, BindingFindings.NothingToConvert, $"Nothing here is an amount, so nothing is converted into {conversion.Currency}.",
                "Drop the conversion.");
    }

    // Gives the operand in the currency that is asked; what is in several currencies has to be converted, or to be of one by its filter.
    private bool TryConvert(
        AggregateExpression aggregate, BoundTimeRole? role, BoundExpression? filter, BindingContext context, ref BoundExpression? operand,
        out DataType? type, out BoundExpression? unrated)
    {
        type = null;
        unrated = null;
        if (operand is not { Type: { Kind: DataKind.Money } money } || aggregate.Kind == AggregateKind.Count)
        {
            return true;
        }

        BoundField? code = money.CurrencyField is null ? null : CodeOf(operand, money.CurrencyField);
        if (money.CurrencyField is not null && code is null)
        {
            // That the field is not there was said where the amount is declared.
            return false;
        }

        if (context.Conversion is not { } outer)
        {
            Currency? only = code is null ? null : CurrencyIn(filter, code);
            type = only is null ? null : DataType.Money(only, money.Scale);
            if (code is null || only is not null)
            {
                return true;
            }

            ErrorAtUse(context, aggregate, BindingFindings.MixedCurrency,
                $"The currency of each row stands in '{money.CurrencyField}', and amounts of several do not add up.",
                $"Convert them, as in {Word(aggregate.Kind)}(…) in EUR at transaction using 'ecb'; or keep one, with where {money.CurrencyField} = 'EUR'; or ask by {money.CurrencyField} of each.");
            return false;
        }

        BoundConversion conversion = outer.Conversion;
        outer.IsUsed = true;
        if (conversion.IsOfRow && role is null)
        {
            ErrorAtUse(context, aggregate, BindingFindings.NoRateDay, "The rows have no time, so there is no day of which a rate could be taken.",
                $"Declare a time of the fact, or write in {conversion.To} at latest, at period end, or at fixed with a day.");
            return false;
        }

        if (conversion.At == RatePolicy.PeriodAverage && context.Frame.IsState)
        {
            ErrorAtUse(context, aggregate, BindingFindings.AverageOfMoment, $"What is in force {context.Frame} is of a moment, which has no average of rates.",
                $"Write in {conversion.To} at period end.");
            return false;
        }

        if (code is null && money.Currency == conversion.To && !conversion.RoundsLines)
        {
            return true;
        }

        context.Lineage.Add($"rates: {conversion}");
        BoundFrame frame = ReferenceEquals(context.Frame, BoundFrame.None) ? BoundFrame.PerPeriod : context.Frame;
        var converted = new BoundConverted(operand, code, conversion, conversion.IsOfRow ? role : null, frame);
        var missing = And(new BoundUnary(UnaryOperator.Not, new BoundIsNull(operand)), new BoundIsNull(converted));
        unrated = filter is null ? missing : And(filter, missing);
        operand = converted;
        return true;
    }

    private static BoundBinary And(BoundExpression left, BoundExpression right) => new(DataType.Boolean, BinaryOperator.And, left, right);

    // The field beside an amount that names its currency.
    private static BoundField? CodeOf(BoundExpression operand, string field) =>
        operand is BoundField own
            ? own.Type.CurrencyField == field && own.Owner.Find(own.Field.Type.CurrencyField!) is { Type.Kind: DataKind.Text } ? new BoundField(own.Path, own.Owner, own.Owner.OrdinalOf(own.Field.Type.CurrencyField!)) : null
            : operand.Children().Select(child => CodeOf(child, field)).OfType<BoundField>().FirstOrDefault();

    // The only currency that passes a filter; null where several may.
    private static Currency? CurrencyIn(BoundExpression? filter, BoundField code) => filter switch
    {
        BoundBinary { Operator: BinaryOperator.And } both => CurrencyIn(both.Left, code) ?? CurrencyIn(both.Right, code),
        BoundBinary { Operator: BinaryOperator.Equal, Left: BoundField field, Right: BoundLiteral { Text: { } text } } when Same(field, code) => Known(text, field),
        BoundIn { Operand: BoundField field, Items: [{ Text: { } text }] } when Same(field, code) => Known(text, field),
        _ => null,
    };

    private static Currency? Known(string text, BoundField field) => Currency.Find(field.Field.FoldsCase ? text.ToUpperInvariant() : text);

    private static bool Same(BoundField field, BoundField code) =>
        ReferenceEquals(field.Owner, code.Owner) && field.Ordinal == code.Ordinal && field.Path.Select(p => (p.From, p.Ordinal)).SequenceEqual(code.Path.Select(p => (p.From, p.Ordinal)));
}
