namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads a conversion between stages from JSON.</summary>
internal static class JsonStages
{
    public static StageConversionExpression Read(JsonObject json, JsonFindings findings, JsonExpressions expressions) => new()
    {
        Stage = JsonExpressions.Path(json, "stage"),
        From = Stage(json.Require("from"), json.At("from"), findings, expressions),
        To = Stage(json.Require("to"), json.At("to"), findings, expressions),
        Through = [.. json.Items("through", required: false).Select((node, i) => Stage(node, json.At("through").At(i), findings, expressions))],
        ExcludesSkips = json.Flag("skipsExcluded"),
        IgnoresBackward = json.Flag("backwardIgnored"),
        IsFirstOnly = json.Flag("firstOnly"),
        Where = expressions.Find(json, "where"),
        By = json.FindName("by"),
    };

    private static Expression Stage(JsonNode? node, JsonPath path, JsonFindings findings, JsonExpressions expressions)
    {
        if (node is null)
        {
            return new TextLiteral { Value = "" };
        }

        if (node.Kind == JsonKind.String && CrmLexer.CanQuote(node.Text))
        {
            return new TextLiteral { Value = node.Text };
        }

        if (node.Kind == JsonKind.Object && expressions.Of(node, path) is NameExpression { Parts.Count: 1, Version: null } name)
        {
            return name;
        }

        findings.Error(SyntaxFindings.JsonBadValue, node, path, "A stage is a text, or the name of a parameter.", "Write it between quotes, without control characters.");
        return new TextLiteral { Value = "" };
    }
}
