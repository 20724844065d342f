using System.Security.Cryptography;
using System.Text;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Writes and reads trees of the definition language as JSON, the form in which they are stored, sent and hashed.</summary>
/// <remarks>
/// The JSON is canonical: properties sorted by name, no white space, defaults left out, numbers as exact texts. Two trees mean the
/// same exactly when their JSON is the same; spans, comments and the text that was read take no part. Stable within
/// <c>crm-definitions/1</c>.
/// </remarks>
public static class CrmJson
{
    internal const string Format = "crm-definitions/1";

    // The highest tree that a text can say has some 400 levels of JSON.
    internal const int MaxDepth = 512;

    private const int MaxText = 1 << 26;

    /// <summary>Writes a document.</summary>
    public static string Write(CrmDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var json = new JsonText();
        json.BeginObject();
        json.Property("declarations");
        json.BeginArray();
        foreach (Declaration declaration in document.Declarations)
        {
            JsonWriting.Write(json, declaration);
        }

        json.EndArray();
        json.String("format", Format);
        json.EndObject();
        return json.ToString();
    }

    /// <summary>Writes one declaration, as it stands in the JSON of its document.</summary>
    public static string Write(Declaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        var json = new JsonText();
        JsonWriting.Write(json, declaration);
        return json.ToString();
    }

    /// <summary>Writes one expression, as it stands in the JSON of its declaration.</summary>
    public static string Write(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var json = new JsonText();
        JsonWriting.Write(json, expression);
        return json.ToString();
    }

    /// <summary>Reads a document. White space and the order of properties are free; everything else is as it is written.</summary>
    /// <param name="json">The JSON, at most 67,108,864 characters.</param>
    /// <param name="source">The file or other source, for findings; null when there is none.</param>
    /// <returns>
    /// The document, or findings with the path of the element, such as <c>declarations[0].value.left</c>, and its span. A property that
    /// has no meaning is a finding, and so is a tree that the text form could not say. Never an exception.
    /// </returns>
    public static Checked<CrmDocument> Read(string json, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        var findings = new FindingBag(source, json);
        IReadOnlyList<Declaration> declarations = [];
        if (json.Length > MaxText)
        {
            findings.Error(SyntaxFindings.JsonTooLong, new TextSpan(MaxText, 0), "The JSON is longer than 67,108,864 characters.", "Split it into several documents.");
        }
        else if (HalfCharacter(json) is var at and >= 0)
        {
            findings.Error(SyntaxFindings.JsonMalformed, new TextSpan(at, 1), "A text holds half of a character.", "Take it out.");
        }
        else
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(json);
            var offsets = new Utf8Offsets(utf8, json.Length);
            if (JsonNode.Read(utf8, offsets, findings) is { } root)
            {
                declarations = new JsonDeclarations(new JsonFindings(findings, offsets)).ReadDocument(root);
            }
        }

        return new Checked<CrmDocument>(new CrmDocument { Source = source, Declarations = declarations }, findings.Take());
    }

    /// <summary>The SHA-256 of a declaration's canonical JSON in UTF-8, as 64 lower-case hexadecimal digits.</summary>
    public static string Hash(Declaration declaration) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(declaration))));

    // UTF-8 has no form for a surrogate without its other half; encoding would put another character in its place.
    private static int HalfCharacter(string text)
    {
        for (int i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
