using System.Globalization;
using System.Text;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Writes targets as text and as JSON.</summary>
internal static class TargetWriting
{
    public static void Write(StringBuilder text, ExpressionPrinter expressions, TargetDeclaration target, string title)
    {
        text.Append("target ").Append(ExpressionPrinter.Name(target.Name)).Append(title).Append(" for ");
        expressions.WritePath(target.Metric);
        if (target.Segment is { } segment)
        {
            text.Append(" in segment ").Append(ExpressionPrinter.Name(segment.FullName));
        }

        int clauses = text.Length;
        expressions.WriteClauses(target.Where, target.By);
        if (target.Per.Count > 0 && target.By is null && text.ToString(clauses, text.Length - clauses).EndsWith(" over total", StringComparison.Ordinal))
        {
            // What the target is set per would be read as what the total is kept per.
            text.Insert(clauses + " where ".Length, '(').Append(')');
        }

        for (int i = 0; i < target.Per.Count; i++)
        {
            text.Append(i > 0 ? ", " : target.Per.Count > 1 ? " per (" : " per ");
            expressions.WritePath(target.Per[i]);
        }

        text.Append(target.Per.Count > 1 ? ")" : "").Append(target.Calendar is null ? "" : $" calendar {target.Calendar}");
        if (target.Baseline is { } baseline)
        {
            text.Append(" baseline ");
            Write(text, expressions, baseline);
        }

        if (target.Period is { } period)
        {
            text.Append(period.Label is null ? " " : " period ");
            Write(text, expressions, period);
        }
        else if (target.Until is { } until)
        {
            text.Append(" until ").Append(Day(until.Value));
        }

        TargetGoal goal = target.Goal;
        text.Append(goal.Bound switch { TargetBound.AtLeast => " at least ", TargetBound.AtMost => " at most ", _ => " between " });
        Write(text, goal.Form, goal.Low, isFirst: true);
        if (goal.Bound == TargetBound.Between)
        {
            text.Append(" and ");
            Write(text, goal.Form, goal.High ?? goal.Low, isFirst: false);
        }

        if (target.Allocation is { } allocation)
        {
            text.Append(" allocate ").Append(CrmGrammar.Allocations.First(a => a.Kind == allocation.Kind).Word);
            text.Append(allocation.Kind == AllocationKind.Profile ? "(last year)" : allocation.Kind == AllocationKind.BusinessDays ? "(" : "");
            if (allocation.Kind == AllocationKind.BusinessDays)
            {
                expressions.Write(new TextLiteral { Value = allocation.Calendar ?? "" }, Level.Or);
                text.Append(')');
            }

            text.Append(" by ").Append(CrmGrammar.GrainWords[(int)allocation.Grain]);
        }
    }

    public static void Write(JsonText json, TargetDeclaration target)
    {
        if (target.Allocation is { } allocation)
        {
            json.Property("allocation");
            json.BeginObject();
            json.String("calendar", allocation.Calendar);
            json.String("grain", CrmGrammar.GrainWords[(int)allocation.Grain]);
            json.String("kind", CrmGrammar.Allocations.First(a => a.Kind == allocation.Kind).Word);
            json.EndObject();
        }

        Write(json, "baseline", target.Baseline);
        json.String("by", target.By);
        json.String("calendar", target.Calendar);
        json.Property("goal");
        json.BeginObject();
        json.String("bound", CrmGrammar.Bounds[(int)target.Goal.Bound]);
        json.String("form", target.Goal.Form == TargetForm.Value ? null : CrmGrammar.Forms[(int)target.Goal.Form]);
        Write(json, "high", target.Goal.High);
        Write(json, "low", target.Goal.Low);
        json.EndObject();
        json.String("kind", "target");
        json.String("metric", target.Metric.Path);
        json.String("name", target.Name);
        if (target.Per.Count > 0)
        {
            json.Property("per");
            json.BeginArray();
            foreach (NameExpression dimension in target.Per)
            {
                json.String(dimension.FullName);
            }

            json.EndArray();
        }

        Write(json, "period", target.Period);
        json.String("segment", target.Segment?.FullName);
        json.String("title", target.Title);
        json.String("until", target.Until is { } until ? Day(until.Value) : null);
        MetricWriting.WriteVersion(json, target.Metric.Version);
        JsonWriting.Write(json, "where", target.Where);
    }

    private static string Day(LocalDate day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}-{day.Day:00}");

    private static void Write(StringBuilder text, ExpressionPrinter expressions, TargetStretch stretch)
    {
        if (stretch.Label is not { } label)
        {
            text.Append("from ").Append(Day(stretch.First ?? default)).Append(" until ").Append(Day(stretch.Last ?? default));
        }
        else if (label.Length == 4 && label.All(char.IsAsciiDigit))
        {
            text.Append(label);
        }
        else
        {
            expressions.Write(new TextLiteral { Value = label }, Level.Or);
        }
    }

    private static void Write(StringBuilder text, TargetForm form, TargetAmount amount, bool isFirst)
    {
        text.Append(form == TargetForm.Relative && isFirst ? "relative " : "").Append(form != TargetForm.Value && amount.Value.Sign >= 0 ? "+" : "");
        text.Append(amount.IsPercent ? $"{amount.Value * 100} %" : amount.Value.ToString());
        text.Append(form == TargetForm.Points ? " points" : "").Append(amount.Unit is null ? "" : $" {ExpressionPrinter.Name(amount.Unit)}");
        text.Append(amount.Of is { } of ? $" of {of}" : "");
    }

    private static void Write(JsonText json, string name, TargetStretch? stretch)
    {
        if (stretch is not null)
        {
            json.Property(name);
            json.BeginObject();
            json.String("first", stretch.First is { } first ? Day(first) : null);
            json.String("label", stretch.Label);
            json.String("last", stretch.Last is { } last ? Day(last) : null);
            json.EndObject();
        }
    }

    private static void Write(JsonText json, string name, TargetAmount? amount)
    {
        if (amount is not null)
        {
            json.Property(name);
            json.BeginObject();
            json.String("of", amount.Of?.ToString());
            json.Flag("percent", amount.IsPercent);
            json.String("unit", amount.Unit);
            json.String("value", amount.Value.ToString());
            json.EndObject();
        }
    }
}
