namespace Crm.Sdk.Language.Syntax;

/// <summary>Writes the JSON of stages: a text as it is, a parameter as the expression that a name is.</summary>
internal static class StageWriting
{
    public static void Write(JsonText json, string name, Expression stage)
    {
        json.Property(name);
        Write(json, stage);
    }

    public static void Write(JsonText json, Expression stage)
    {
        if (stage is TextLiteral text)
        {
            json.String(text.Value);
        }
        else
        {
            JsonWriting.Write(json, stage);
        }
    }
}
