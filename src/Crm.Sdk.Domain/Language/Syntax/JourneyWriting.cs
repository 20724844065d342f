using System.Globalization;
using System.Text;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Writes funnels and cohorts, as text and as JSON.</summary>
internal static class JourneyWriting
{
    public static void Write(StringBuilder text, ExpressionPrinter expressions, FunnelDeclaration funnel)
    {
        text.Append("funnel ").Append(ExpressionPrinter.Name(funnel.Name)).Append(" of ").Append(ExpressionPrinter.Name(funnel.Entity.FullName)).Append(" steps (");
        if (funnel.Steps.Count < 2)
        {
            throw new ArgumentException("A funnel has two steps or more.", nameof(funnel));
        }

        for (int i = 0; i < funnel.Steps.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(expressions, funnel.Steps[i]);
        }

        text.Append(')');
        text.Append(funnel.Order == StepOrder.Ordered ? "" : $" order {WordOf(funnel.Order)}");
        text.Append(funnel.IsStrictlyIncreasing ? " strictly increasing" : "");
        if (funnel.Within is { } within)
        {
            text.Append(" within ");
            expressions.Write(within, Level.Postfix);
            text.Append(funnel.IsPerStep ? " per step" : "");
        }

        text.Append(funnel.Anchor == FunnelAnchor.Each ? "" : $" anchor {AnchorOf(funnel.Anchor).Text}");
    }

    public static void Write(StringBuilder text, ExpressionPrinter expressions, CohortDeclaration cohort)
    {
        text.Append("cohort ").Append(ExpressionPrinter.Name(cohort.Name)).Append(" of ").Append(ExpressionPrinter.Name(cohort.Entity.FullName));
        text.Append(" start first ever ");
        Write(expressions, cohort.Start);
        text.Append(" return ");
        Write(expressions, cohort.Return);
        text.Append(CultureInfo.InvariantCulture, $" every {UnitOf(cohort.Every)}{(cohort.IsRolling ? " rolling" : "")}");
    }

    public static void Write(JsonText json, FunnelDeclaration funnel)
    {
        json.String("anchor", funnel.Anchor == FunnelAnchor.Each ? null : AnchorOf(funnel.Anchor).Code);
        json.String("entity", funnel.Entity.FullName);
        json.Flag("increasing", funnel.IsStrictlyIncreasing);
        json.String("kind", "funnel");
        json.String("name", funnel.Name);
        json.String("order", funnel.Order == StepOrder.Ordered ? null : WordOf(funnel.Order));
        json.Flag("perStep", funnel.IsPerStep);
        json.Property("steps");
        json.BeginArray();
        foreach (StepExpression step in funnel.Steps)
        {
            Write(json, step);
        }

        json.EndArray();
        JsonWriting.Write(json, "within", funnel.Within);
    }

    public static void Write(JsonText json, CohortDeclaration cohort)
    {
        json.String("entity", cohort.Entity.FullName);
        json.String("every", UnitOf(cohort.Every));
        json.String("kind", "cohort");
        json.String("name", cohort.Name);
        json.Property("return");
        Write(json, cohort.Return);
        json.Flag("rolling", cohort.IsRolling);
        json.Property("start");
        Write(json, cohort.Start);
    }

    /// <summary>Whether the first and the last touch may have that share each.</summary>
    public static bool IsShare(Values.Rational? share) => share is { Sign: > 0 } s && s <= new Values.Rational(1, 2) && (s * 10_000).IsInteger;

    public static void Write(StringBuilder text, ExpressionPrinter expressions, AttributionDeclaration attribution)
    {
        text.Append("attribution ").Append(ExpressionPrinter.Name(attribution.Name)).Append(" of ").Append(ExpressionPrinter.Name(attribution.Entity.FullName)).Append(" outcome (");
        Write(expressions, attribution.Outcome);
        text.Append(") touches (");
        Write(expressions, attribution.Touches);
        text.Append(')');
        if (attribution.Within is { } within)
        {
            text.Append(" within ");
            expressions.Write(within, Level.Postfix);
        }

        text.Append(" model ").Append(CrmGrammar.AttributionModels.First(m => m.Model == attribution.Model).Word);
        if (attribution.Model == AttributionModel.Position)
        {
            text.Append(CultureInfo.InvariantCulture, $"({(IsShare(attribution.Share) ? attribution.Share : throw new ArgumentException("The first and the last have a share above 0 and up to a half.", nameof(attribution)))})");
        }

        if (attribution.Model == AttributionModel.Decay)
        {
            text.Append('(');
            expressions.Write(attribution.HalfLife ?? throw new ArgumentException("A decay has a half-life.", nameof(attribution)), Level.Postfix);
            text.Append(')');
        }
    }

    public static void Write(JsonText json, AttributionDeclaration attribution)
    {
        json.String("entity", attribution.Entity.FullName);
        JsonWriting.Write(json, "halfLife", attribution.HalfLife);
        json.String("kind", "attribution");
        json.String("model", CrmGrammar.AttributionModels.First(m => m.Model == attribution.Model).Word);
        json.String("name", attribution.Name);
        json.Property("outcome");
        Write(json, attribution.Outcome);
        json.String("share", attribution.Share?.ToString());
        json.Property("touches");
        Write(json, attribution.Touches);
        JsonWriting.Write(json, "within", attribution.Within);
    }

    private static string WordOf(StepOrder order) => CrmGrammar.StepOrders.First(o => o.Order == order).Word;

    private static (string Text, string Code, FunnelAnchor Anchor) AnchorOf(FunnelAnchor anchor) => CrmGrammar.Anchors.First(a => a.Anchor == anchor);

    private static string UnitOf(DurationUnit unit) => unit >= DurationUnit.Days
        ? CrmGrammar.Units.First(u => u.Unit == unit).One
        : throw new ArgumentException("Intervals are days or longer.", nameof(unit));

    private static void Write(ExpressionPrinter expressions, StepExpression step)
    {
        expressions.WritePath(step.Of);
        expressions.WriteClauses(step.Where, step.By);
    }

    private static void Write(JsonText json, StepExpression step)
    {
        json.BeginObject();
        json.String("by", step.By);
        json.String("of", step.Of.FullName);
        JsonWriting.Write(json, "where", step.Where);
        json.EndObject();
    }
}
