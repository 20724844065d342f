using System.Globalization;
using System.Text.Json;
using Crm.Sdk.Import.Conversion;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Import.Mapping;

/// <summary>Reads the properties of one JSON object by name, and reports those that nobody asked for.</summary>
internal sealed class ObjectCursor
{
    private readonly Dictionary<string, JsonElement> _properties = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly string? _source;
    private readonly List<Finding> _findings;

    public ObjectCursor(JsonElement element, string? source, string path, List<Finding> findings)
    {
        _source = source;
        Path = path;
        _findings = findings;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!_properties.TryAdd(property.Name, property.Value))
            {
                Report(ImportCodes.PropertyTwice, property.Name, $"'{property.Name}' stands twice in this object.", "Keep one of the two.");
            }
        }
    }

    /// <summary>The path of the object; empty for the root.</summary>
    public string Path { get; }

    /// <summary>The names of the properties, in the order of the input.</summary>
    public IEnumerable<string> Names => _properties.Keys;

    public bool Has(string name)
    {
        _asked.Add(name);
        return _properties.ContainsKey(name);
    }

    /// <summary>The value of a property, whatever it is; null when it is absent.</summary>
    public JsonElement? Any(string name)
    {
        _asked.Add(name);
        return _properties.TryGetValue(name, out JsonElement value) ? value : null;
    }

    public string? Text(string name) => Of(name, JsonValueKind.String, "a text")?.GetString();

    public bool? Flag(string name)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        WrongKind(name, "true or false");
        return null;
    }

    public int? Integer(string name, int least, int most)
    {
        if (Of(name, JsonValueKind.Number, "a whole number") is not { } value)
        {
            return null;
        }

        if (value.TryGetInt32(out int number) && number >= least && number <= most)
        {
            return number;
        }

        NotAllowed(name, value.GetRawText(), string.Create(CultureInfo.InvariantCulture, $"Write a whole number from {least} to {most}."));
        return null;
    }

    /// <summary>A single character that can stand in a number; null when absent, wrong or, where that is allowed, empty.</summary>
    public char? Character(string name, bool mayBeEmpty = false)
    {
        if (Text(name) is not { } text || (mayBeEmpty && text.Length == 0))
        {
            return null;
        }

        if (text.Length == 1 && !char.IsLetterOrDigit(text[0]) && text[0] is not ('"' or '\r' or '\n' or '\0' or '+' or '-') && !char.IsSurrogate(text[0]))
        {
            return text[0];
        }

        NotAllowed(name, text, "Write one character that is no letter, digit, quote, sign or line end.");
        return null;
    }

    /// <summary>One of the words of a list.</summary>
    public string? Word(string name, params string[] words)
    {
        string? text = Text(name);
        if (text is null || words.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        NotAllowed(name, text, Suggestion.Mend(text, words));
        return null;
    }

    /// <summary>A list of texts; a single text is a list of one.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return [value.GetString()!];
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(e => e.GetString()!)];
        }

        WrongKind(name, "a list of texts");
        return null;
    }

    public ObjectCursor? Object(string name) =>
        Of(name, JsonValueKind.Object, "an object") is { } value ? new ObjectCursor(value, _source, PathOf(name), _findings) : null;

    /// <summary>A list of objects; what is none is reported and left out.</summary>
    public IReadOnlyList<ObjectCursor> Objects(string name)
    {
        var cursors = new List<ObjectCursor>();
        if (Of(name, JsonValueKind.Array, "a list of objects") is not { } value)
        {
            return cursors;
        }

        int i = 0;
        foreach (JsonElement element in value.EnumerateArray())
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{name}[{i++}]");
            if (element.ValueKind == JsonValueKind.Object)
            {
                cursors.Add(new ObjectCursor(element, _source, PathOf(place), _findings));
            }
            else
            {
                WrongKind(place, "an object");
            }
        }

        return cursors;
    }

    public DateTimeZone? Zone(string name)
    {
        if (Text(name) is not { } id)
        {
            return null;
        }

        DateTimeZone? zone = string.Equals(id, "UTC", StringComparison.OrdinalIgnoreCase) ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
        if (zone is null)
        {
            string mend = Suggestion.For(id, DateTimeZoneProviders.Tzdb.Ids) is { } near
                ? $"Did you mean '{near}'?"
                : "Write a name of the time zone database, such as Europe/London.";
            Report(ImportCodes.UnknownZone, name, $"There is no time zone '{id}'.", mend);
        }

        return zone;
    }

    public IReadOnlyList<TimePattern>? Dates(string name)
    {
        if (Texts(name) is not { } texts)
        {
            return null;
        }

        var patterns = new List<TimePattern>();
        for (int i = 0; i < texts.Count; i++)
        {
            if (TimePattern.Create(texts[i], out string problem, out string mend) is { } pattern)
            {
                patterns.Add(pattern);
            }
            else
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]");
                Report(ImportCodes.BadDatePattern, place, $"The date pattern '{texts[i]}' cannot be used: {problem.TrimEnd('.')}.", mend);
            }
        }

        return patterns;
    }

    /// <summary>Reports every property that was not asked for.</summary>
    public void Finish()
    {
        foreach (string name in _properties.Keys.Where(n => !_asked.Contains(n)))
        {
            Report(ImportCodes.UnknownProperty, name, $"'{name}' is not known here.", Suggestion.Mend(name, _asked));
        }
    }

    public void Missing(string name, string mend) => Report(ImportCodes.MissingProperty, name, $"'{name}' is missing.", mend);

    public void NotAllowed(string name, string value, string mend) =>
        Report(ImportCodes.ValueNotAllowed, name, $"'{value}' cannot be used for '{name}'.", mend);

    public void WrongKind(string name, string wanted) =>
        Report(ImportCodes.WrongKind, name, $"'{name}' must be {wanted}.", "");

    public void Conflict(string name, string message, string mend) => Report(ImportCodes.SettingsConflict, name, message, mend);

    public void Report(string code, string name, string message, string mend) =>
        _findings.Add(new Finding(code, FindingSeverity.Error, message, mend, new FindingPlace { Source = _source, Path = PathOf(name) }));

    private string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    private JsonElement? Of(string name, JsonValueKind kind, string wanted)
    {
        if (Any(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        WrongKind(name, wanted);
        return null;
    }
}
