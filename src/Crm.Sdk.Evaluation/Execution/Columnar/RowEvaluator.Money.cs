using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <content>Amounts that are converted.</content>
internal sealed partial class RowEvaluator
{
    private static TruthVector WhereNull(bool[] nulls)
    {
        var isNull = new BitMask(nulls.Length);
        var isNot = new BitMask(nulls.Length);
        for (int row = 0; row < nulls.Length; row++)
        {
            (nulls[row] ? isNull : isNot)[row] = true;
        }

        return new TruthVector(isNull, isNot);
    }

    /// <summary>The amounts of a conversion with their rates.</summary>
    public ConvertedVector Converted(BoundConverted node) => Kept(_converted, node, () => ConvertedVector.Of(
        histories.Query, node, Numbers(node.Operand), node.Code is null ? null : Texts(node.Code), node.Role is null ? null : Numbers(node.Role.Value), position));

    private static bool Converts(BoundExpression expression) => expression is BoundConverted || expression.Children().Any(Converts);
}
