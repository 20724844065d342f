namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads funnels and cohorts from JSON.</summary>
internal sealed class JsonJourneys(JsonFindings findings, JsonExpressions expressions)
{
    private static readonly (string One, string Many, DurationUnit Unit)[] Intervals = [.. CrmGrammar.Units.Where(u => u.Unit >= DurationUnit.Days)];

    public FunnelDeclaration Funnel(JsonObject json)
    {
        IReadOnlyList<JsonNode> items = json.Items("steps", required: true);
        if (items.Count < 2)
        {
            findings.Error(SyntaxFindings.JsonBadValue, json.Node, json.At("steps"), "A funnel has two steps or more.", "Add the step that is to follow.");
        }

        Expression? within = expressions.Find(json, "within");
        if (within is not (null or DurationLiteral { Unit: <= DurationUnit.Weeks, Count: > 0 and <= 1_000_000 }))
        {
            findings.Error(SyntaxFindings.JsonBadValue, json.Node, json.At("within"), "This is no time that a way may take.", "Write a duration of seconds, minutes, hours, days or weeks.");
        }

        return new FunnelDeclaration
        {
            Name = json.RequireName("name"),
            Entity = new NameExpression { Parts = [json.RequireName("entity")] },
            Steps = [.. items.Select((node, i) => Step(node, json.At("steps").At(i)))],
            Order = json.Choice("order", required: false, [.. CrmGrammar.StepOrders.Skip(1).Select(o => o.Word)]) is { } order
                ? CrmGrammar.StepOrders[order + 1].Order : StepOrder.Ordered,
            IsStrictlyIncreasing = json.Flag("increasing"),
            Within = within as DurationLiteral,
            IsPerStep = json.Flag("perStep"),
            Anchor = json.Choice("anchor", required: false, [.. CrmGrammar.Anchors.Skip(1).Select(a => a.Code)]) is { } anchor
                ? CrmGrammar.Anchors[anchor + 1].Anchor : FunnelAnchor.Each,
        };
    }

    public CohortDeclaration Cohort(JsonObject json) => new()
    {
        Name = json.RequireName("name"),
        Entity = new NameExpression { Parts = [json.RequireName("entity")] },
        Start = Step(json, "start"),
        Return = Step(json, "return"),
        Every = Intervals[json.Choice("every", required: true, [.. Intervals.Select(u => u.One)]) ?? 0].Unit,
        IsRolling = json.Flag("rolling"),
    };

    public AttributionDeclaration Attribution(JsonObject json)
    {
        Expression? within = expressions.Find(json, "within"), halfLife = expressions.Find(json, "halfLife");
        AttributionModel model = CrmGrammar.AttributionModels[json.Choice("model", required: true, [.. CrmGrammar.AttributionModels.Select(m => m.Word)]) ?? 0].Model;
        string? text = json.FindText("share");
        Values.Rational? share = text is not null && Values.Rational.TryParse(text, out Values.Rational parsed) ? parsed : null;
        bool isWrong = within is not (null or DurationLiteral { Unit: <= DurationUnit.Weeks, Count: > 0 and <= 1_000_000 })
            || (model == AttributionModel.Decay ? halfLife is not DurationLiteral { Unit: <= DurationUnit.Weeks, Count: > 0 and <= 1_000_000 } : halfLife is not null)
            || (model == AttributionModel.Position ? !JourneyWriting.IsShare(share) : text is not null);
        if (isWrong)
        {
            findings.Error(SyntaxFindings.JsonBadValue, json.Node, json.At("model"), "The model lacks its share or its half-life, or has one that is not its own, or a time is none.",
                "A position has a share above 0 and up to 0.5, a decay a half-life; both times are durations up to weeks.");
        }

        return new AttributionDeclaration
        {
            Name = json.RequireName("name"), Entity = new NameExpression { Parts = [json.RequireName("entity")] }, Outcome = Step(json, "outcome"), Touches = Step(json, "touches"),
            Within = within as DurationLiteral, Model = model, Share = share, HalfLife = halfLife as DurationLiteral,
        };
    }

    private StepExpression Step(JsonObject json, string name) =>
        json.Require(name) is { } node ? Step(node, json.At(name)) : new StepExpression { Of = new NameExpression { Parts = ["missing"] } };

    private StepExpression Step(JsonNode node, JsonPath path)
    {
        if (JsonObject.Of(node, path, findings) is not { } json)
        {
            return new StepExpression { Of = new NameExpression { Parts = ["missing"] } };
        }

        var step = new StepExpression { Of = JsonExpressions.Path(json, "of"), Where = expressions.Find(json, "where"), By = json.FindName("by") };
        json.End();
        return step;
    }
}
