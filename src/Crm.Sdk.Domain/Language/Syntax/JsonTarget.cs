using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads targets from JSON. What no text says, such as a value of no form, the reader of the text refuses.</summary>
internal sealed class JsonTarget(JsonFindings findings, JsonExpressions expressions)
{
    public TargetDeclaration Read(JsonObject json, string? title)
    {
        NameExpression metric = JsonExpressions.Path(json, "metric");
        return new TargetDeclaration
        {
            Name = json.RequireName("name"),
            Title = title,
            Metric = JsonExpressions.Version(json, findings) is { } version ? new NameExpression { Parts = metric.Parts, Version = version } : metric,
            Segment = json.FindName("segment") is { } segment ? new NameExpression { Parts = [segment] } : null,
            Where = expressions.Find(json, "where"),
            By = json.FindName("by"),
            Per = Per(json),
            Calendar = json.Choice("calendar", required: false, CrmGrammar.TargetCalendars) is { } calendar ? CrmGrammar.TargetCalendars[calendar] : null,
            Baseline = Stretch(json, "baseline"),
            Period = Stretch(json, "period"),
            Until = Day(json, "until") is { } until ? new DateLiteral { Value = until } : null,
            Goal = Goal(json),
            Allocation = Allocation(json),
        };
    }

    private List<NameExpression> Per(JsonObject json)
    {
        var dimensions = new List<NameExpression>();
        IReadOnlyList<JsonNode> items = json.Items("per", required: false);
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].Kind == JsonKind.String && items[i].Text.Split('.').All(Names.IsName))
            {
                dimensions.Add(new NameExpression { Parts = items[i].Text.Split('.') });
            }
            else
            {
                findings.BadValue(items[i], json.At("per").At(i), "dimension", "Write the name of a field, such as \"channel\", or a path to one.");
            }
        }

        return dimensions;
    }

    private TargetStretch? Stretch(JsonObject owner, string name)
    {
        if (owner.Find(name) is not { } node || JsonObject.Of(node, owner.At(name), findings) is not { } json)
        {
            return null;
        }

        var stretch = new TargetStretch { Label = json.FindText("label"), First = Day(json, "first"), Last = Day(json, "last") };
        json.End();
        return stretch;
    }

    private LocalDate? Day(JsonObject json, string name)
    {
        if (json.FindText(name) is not { } text)
        {
            return null;
        }

        ParseResult<LocalDate> day = LocalDatePattern.Iso.Parse(text);
        if (text.Length == 10 && day.Success && day.Value.Year >= 1)
        {
            return day.Value;
        }

        findings.BadValue(json.Find(name)!, json.At(name), "day of the calendar", "Write it as yyyy-mm-dd.");
        return null;
    }

    private TargetGoal Goal(JsonObject owner)
    {
        var none = new TargetAmount { Value = Rational.One };
        if (owner.Require("goal") is not { } node || JsonObject.Of(node, owner.At("goal"), findings) is not { } json)
        {
            return new TargetGoal { Bound = TargetBound.AtLeast, Form = TargetForm.Value, Low = none };
        }

        var goal = new TargetGoal
        {
            Bound = (TargetBound)(json.Choice("bound", required: true, CrmGrammar.Bounds) ?? 0),
            Form = (TargetForm)(json.Choice("form", required: false, CrmGrammar.Forms) ?? 0),
            Low = json.Require("low") is { } low ? Amount(low, json.At("low")) : none,
            High = json.Find("high") is { } high ? Amount(high, json.At("high")) : null,
        };
        json.End();
        return goal;
    }

    private TargetAmount Amount(JsonNode node, JsonPath path)
    {
        if (JsonObject.Of(node, path, findings) is not { } json)
        {
            return new TargetAmount { Value = Rational.One };
        }

        var amount = new TargetAmount
        {
            Value = json.Require("value") is null ? Rational.One : Number(json, "value") ?? Rational.One, IsPercent = json.Flag("percent"), Unit = json.FindName("unit"), Of = Number(json, "of"),
        };
        json.End();
        return amount;
    }

    private Rational? Number(JsonObject json, string name)
    {
        if (json.FindText(name) is not { } text)
        {
            return null;
        }

        if (Rational.TryParse(text, out Rational value) && value.ToString() == text)
        {
            return value;
        }

        findings.BadValue(json.Find(name)!, json.At(name), "number in its canonical form", "Write it as a text without needless zeros, such as \"0.05\".");
        return null;
    }

    private TargetAllocationClause? Allocation(JsonObject owner)
    {
        if (owner.Find("allocation") is not { } node || JsonObject.Of(node, owner.At("allocation"), findings) is not { } json)
        {
            return null;
        }

        string[] kinds = [.. CrmGrammar.Allocations.Select(a => a.Word)];
        var allocation = new TargetAllocationClause
        {
            Kind = CrmGrammar.Allocations[json.Choice("kind", required: true, kinds) ?? 0].Kind, Calendar = json.FindText("calendar"),
            Grain = (Grain)(json.Choice("grain", required: true, CrmGrammar.GrainWords) ?? 0),
        };
        json.End();
        return allocation;
    }
}
