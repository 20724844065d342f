using System.Text;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Queries;

/// <summary>Gives bound expressions that mean the same one key, so that what they ask for is computed once.</summary>
internal static class ExpressionKey
{
    /// <summary>The key of a row expression; empty for null.</summary>
    public static string Of(BoundExpression? expression)
    {
        var key = new StringBuilder();
        Write(key, expression);
        return key.ToString();
    }

    /// <summary>The key of a path.</summary>
    public static string Of(IReadOnlyList<BoundReference> path) => string.Join('/', path.Select(r => $"{r.From.Name}.{r.Ordinal}{(r.AsOf is null ? "" : $"@{r.AsOf.History.Name}:{Of(r.AsOf)}")}"));

    private static string Of(BoundAsOf asOf) => asOf.Time is { } role ? Of(role.Value) : asOf.Frame?.ToString() ?? asOf.Reading.ToString();

    private static void Write(StringBuilder key, BoundExpression? expression)
    {
        switch (expression)
        {
            case null:
                break;
            case BoundLiteral l:
                key.Append(l.Text is null ? $"#{l.Type.Kind}:{l.Number}" : $"'{l.Text.Replace("'", "''", StringComparison.Ordinal)}'");
                break;
            case BoundField f:
                key.Append(Of(f.Path)).Append('/').Append(f.Owner.Name).Append('.').Append(f.Ordinal);
                break;
            case BoundNow now:
                key.Append("now:").Append(now.Type.Kind);
                break;
            case BoundJourneyValue j:
                key.Append('~').Append(j);
                break;
            case BoundStay s:
                key.Append("~stay:").Append(s);
                break;
            case BoundStageValue s:
                key.Append("~stage:").Append(s).Append(Of(s.Stage));
                break;
            case BoundHistoryValue h:
                key.Append("~history:").Append(h.History.Name).Append('?').Append(Of(h.Filter)).Append('?');
                Node(key, h.Question.ToString(), h);
                break;
            case BoundPart p:
                key.Append("part:").Append(p.Attribution.Name).Append('(').Append(Of(p.Amount)).Append(')');
                break;
            case BoundUnary u:
                Node(key, u.Operator.ToString(), u);
                break;
            case BoundBinary b:
                Node(key, b.Operator.ToString(), b);
                break;
            case BoundIn i:
                Node(key, "In", i);
                key.Append('[').AppendJoin(',', i.Items.Select(Of)).Append(']');
                break;
            case BoundIsNull n:
                Node(key, "IsNull", n);
                break;
            case BoundCall c:
                Node(key, $"{c.Function}:{c.Type}", c);
                break;
            case BoundConverted c:
                Node(key, $"{c.Conversion}:{c.Frame}", c);
                break;
            default:
                throw new InvalidOperationException($"{expression.GetType().Name} does not stand over a row.");
        }
    }

    private static void Node(StringBuilder key, string name, BoundExpression node)
    {
        key.Append(name).Append('(');
        string separator = "";
        foreach (BoundExpression child in node.Children())
        {
            key.Append(separator);
            Write(key, child);
            separator = ",";
        }

        key.Append(')');
    }
}
