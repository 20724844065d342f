using System.Globalization;
using System.Text;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Language.Syntax;

/// <summary>The way from the root of a JSON text to a value; spelt out only when a finding needs it.</summary>
internal sealed class JsonPath
{
    private readonly JsonPath? _parent;
    private readonly string _name;
    private readonly int _index;

    private JsonPath(JsonPath? parent, string name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
    }

    public static JsonPath Root { get; } = new(parent: null, "", index: -1);

    public JsonPath At(string name) => new(this, name, index: -1);

    public JsonPath At(int index) => new(this, "", index);

    /// <summary>The path as <c>declarations[0].value</c>; empty for the root.</summary>
    public override string ToString()
    {
        var steps = new Stack<JsonPath>();
        for (JsonPath step = this; step._parent is not null; step = step._parent)
        {
            steps.Push(step);
        }

        var text = new StringBuilder();
        foreach (JsonPath step in steps)
        {
            if (step._index >= 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{step._index}]");
            }
            else
            {
                text.Append(text.Length == 0 ? "" : ".").Append(Token.Clip(step._name));
            }
        }

        return text.ToString();
    }
}

/// <summary>The findings about one JSON text, with the path of what they are about.</summary>
internal sealed class JsonFindings
{
    private readonly FindingBag _findings;
    private readonly Utf8Offsets _offsets;

    public JsonFindings(FindingBag findings, Utf8Offsets offsets)
    {
        _findings = findings;
        _offsets = offsets;
    }

    public bool IsEmpty => _findings.IsEmpty;

    public void Error(string code, JsonNode node, JsonPath path, string message, string mend) =>
        _findings.Error(code, _offsets.Span(node.Start, node.End), message, mend, path == JsonPath.Root ? null : path.ToString());

    public void BadValue(JsonNode node, JsonPath path, string what, string mend) =>
        Error(SyntaxFindings.JsonBadValue, node, path, $"'{Token.Clip(node.Text)}' is no {what}.", mend);
}

/// <summary>Takes the properties of a JSON object one by one; at the end, those that nobody took are findings.</summary>
internal sealed class JsonObject
{
    private readonly JsonFindings _findings;
    private readonly JsonNode _node;
    private readonly Dictionary<string, JsonNode> _properties = [];
    private readonly HashSet<string> _taken = [];

    private JsonObject(JsonNode node, JsonPath path, JsonFindings findings)
    {
        _node = node;
        _findings = findings;
        Path = path;
        foreach ((string name, JsonNode value) in node.Properties)
        {
            if (!_properties.TryAdd(name, value))
            {
                findings.Error(SyntaxFindings.JsonRepeatedProperty, value, At(name), $"'{Token.Clip(name)}' is there twice.", "Keep one of the two.");
            }
        }
    }

    public JsonPath Path { get; }

    public JsonNode Node => _node;

    /// <summary>The object, or null when the value is none, which is a finding.</summary>
    public static JsonObject? Of(JsonNode node, JsonPath path, JsonFindings findings)
    {
        if (node.Kind == JsonKind.Object)
        {
            return new JsonObject(node, path, findings);
        }

        findings.Error(SyntaxFindings.JsonWrongKind, node, path, "An object is expected here.", "Write it between '{' and '}'.");
        return null;
    }

    /// <summary>The path of a property.</summary>
    public JsonPath At(string name) => Path.At(name);

    /// <summary>The value of a property, or null when it is not there.</summary>
    public JsonNode? Find(string name)
    {
        _taken.Add(name);
        return _properties.GetValueOrDefault(name);
    }

    /// <summary>The value of a property, or null when it is not there, which is a finding.</summary>
    public JsonNode? Require(string name)
    {
        JsonNode? value = Find(name);
        if (value is null)
        {
            _findings.Error(SyntaxFindings.JsonMissingProperty, _node, Path, $"The property '{name}' is missing.", "Add it.");
        }

        return value;
    }

    /// <summary>A text, or null when it is not there.</summary>
    public string? FindText(string name) => Find(name) is { } node ? Text(node, name) : null;

    /// <summary>A text that must be there; empty after a finding.</summary>
    public string RequireText(string name) => Require(name) is { } node ? Text(node, name) ?? "" : "";

    /// <summary>A name that must be there, with or without dots.</summary>
    public string RequireName(string name, bool dotted = false) => Require(name) is { } node ? CheckedName(node, name, dotted) : "missing";

    /// <summary>A name, or null when it is not there.</summary>
    public string? FindName(string name) => Find(name) is { } node ? CheckedName(node, name, dotted: false) : null;

    /// <summary>True or false; false when it is not there. A false that is written is a finding, for it is the default.</summary>
    public bool Flag(string name)
    {
        if (Find(name) is not { } node)
        {
            return false;
        }

        if (node.Kind != JsonKind.Boolean || node.Text == "false")
        {
            _findings.Error(SyntaxFindings.JsonWrongKind, node, At(name), $"'{name}' is true or not there.", "Write true, or take it out.");
        }

        return node.Text == "true";
    }

    /// <summary>One of several words, by its number; null when it is not there or another word, which is a finding.</summary>
    public int? Choice(string name, bool required, IReadOnlyList<string> words)
    {
        if ((required ? Require(name) : Find(name)) is not { } node || Text(node, name) is not { } text)
        {
            return null;
        }

        for (int i = 0; i < words.Count; i++)
        {
            if (words[i] == text)
            {
                return i;
            }
        }

        _findings.BadValue(node, At(name), name, Suggestion.DidYouMean(Suggestion.For(text, words), $"Write one of {string.Join(", ", words)}."));
        return null;
    }

    /// <summary>The elements of an array; none when it is not there.</summary>
    public IReadOnlyList<JsonNode> Items(string name, bool required)
    {
        JsonNode? node = required ? Require(name) : Find(name);
        if (node is not null && node.Kind != JsonKind.Array)
        {
            _findings.Error(SyntaxFindings.JsonWrongKind, node, At(name), "An array is expected here.", "Write it between '[' and ']'.");
        }

        return node?.Items ?? [];
    }

    /// <summary>The names in an array; none when it is not there.</summary>
    public IReadOnlyList<string> Names(string name) => [.. Items(name, required: false).Select(n => CheckedName(n, name, dotted: false))];

    /// <summary>Reports the properties that have no meaning.</summary>
    public void End()
    {
        foreach ((string name, JsonNode value) in _node.Properties)
        {
            if (!_taken.Contains(name))
            {
                _findings.Error(
                    SyntaxFindings.JsonUnknownProperty,
                    value,
                    At(name),
                    $"The property '{Token.Clip(name)}' has no meaning here.",
                    Suggestion.DidYouMean(Suggestion.For(name, _taken.Where(t => !_properties.ContainsKey(t))), "Take it out."));
            }
        }
    }

    private string? Text(JsonNode node, string name)
    {
        if (node.Kind == JsonKind.String)
        {
            return node.Text;
        }

        _findings.Error(SyntaxFindings.JsonWrongKind, node, At(name), "A text is expected here.", "Write it between double quotes.");
        return null;
    }

    private string CheckedName(JsonNode node, string name, bool dotted)
    {
        string? text = Text(node, name);
        if (text is null)
        {
            return "missing";
        }

        if (dotted ? text.Split('.').All(Syntax.Names.IsName) : Syntax.Names.IsName(text))
        {
            return text;
        }

        _findings.BadValue(node, At(name), "name", "A name is a letter or underscore, then letters, digits and underscores, at most 128.");
        return "missing";
    }
}
