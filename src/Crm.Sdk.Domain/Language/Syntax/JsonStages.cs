namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads a conversion between stages from JSON.</summary>
internal static class JsonStages
{
    public static StageConversionExpression Read(JsonObject json, JsonFindings findings, Expression? where) => new()
    {
        Stage = JsonExpressions.Path(json, "stage"),
        From = Stage(json.Require("from"), json.At("from"), findings),
        To = Stage(json.Require("to"), json.At("to"), findings),
        Through = [.. json.Items("through", required: false).Select((node, i) => Stage(node, json.At("through").At(i), findings))],
        ExcludesSkips = json.Flag("skipsExcluded"),
        IgnoresBackward = json.Flag("backwardIgnored"),
        IsFirstOnly = json.Flag("firstOnly"),
        Where = where,
        By = json.FindName("by"),
    };

    private static string Stage(JsonNode? node, JsonPath path, JsonFindings findings)
    {
        if (node is null)
        {
            return "";
        }

        if (node.Kind != JsonKind.String || !CrmLexer.CanQuote(node.Text))
        {
            findings.Error(SyntaxFindings.JsonBadValue, node, path, "A stage is a text.", "Write it between quotes, without control characters.");
            return "";
        }

        return node.Text;
    }
}
