using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow.Reading;

/// <summary>Walks over the properties of a mapping and remembers what was asked for: what nobody asked for is a finding.</summary>
internal sealed class YamlCursor
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly YamlMapping _mapping;
    private readonly FindingLog _log;

    public YamlCursor(YamlMapping mapping, FindingLog log)
    {
        _mapping = mapping;
        _log = log;
        foreach ((YamlScalar key, YamlNode value) in mapping.Entries)
        {
            if (!_values.TryAdd(key.Value, value))
            {
                log.Error(InterchangeCodes.NameTwice, key.Place, $"'{key.Value}' stands twice here.", "Keep one of the two; the first is read.");
            }
        }
    }

    public YamlPlace Place => _mapping.Place;

    /// <summary>Whose properties these are, behind a message; empty when they have no name.</summary>
    public string Owner => _values.GetValueOrDefault("name") is YamlScalar { IsNull: false } name ? $" of '{name.Value}'" : "";

    /// <summary>Whether a property is there that could not be read.</summary>
    public bool IsBroken(string name, object? read) => read is null && Has(name);

    public YamlPlace PlaceOf(string name) => _mapping.Entries.First(e => e.Key.Value == name).Key.Place;

    public bool Has(string name) => _values.TryGetValue(name, out YamlNode? value) && value is not YamlScalar { IsNull: true };

    /// <summary>Reads what says nothing about numbers; where it stands, when it does.</summary>
    public YamlPlace? Skip(string name)
    {
        _asked.Add(name);
        return Has(name) ? PlaceOf(name) : null;
    }

    public YamlScalar? Text(string name)
    {
        YamlNode? value = Get(name);
        if (value is null or YamlScalar)
        {
            return (YamlScalar?)value;
        }

        Wrong(value, name, "a text");
        return null;
    }

    /// <summary>A text that must be there.</summary>
    public YamlScalar? Required(string name, string of)
    {
        YamlScalar? value = Text(name);
        if (value is null && !Has(name))
        {
            _log.Error(InterchangeCodes.MissingProperty, Place, $"{of} has no '{name}'.", $"Write its '{name}'.");
        }

        return value;
    }

    /// <summary>A word in lower case out of several.</summary>
    public string? Word(string name, params string[] words)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        string word = text.Value.ToLowerInvariant();
        if (words.Contains(word, StringComparer.Ordinal))
        {
            return word;
        }

        _log.Error(InterchangeCodes.WrongForm, text.Place, $"'{text.Value}' is no {name}{Owner}.", Suggestion.Mend(word, words));
        return null;
    }

    public bool Flag(string name)
    {
        if (Text(name) is not { } text)
        {
            return false;
        }

        string word = text.Value.ToLowerInvariant();
        if (word is not ("true" or "false"))
        {
            Wrong(text, name, "true or false");
        }

        return word == "true";
    }

    public Rational? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        string digits = text.Value.StartsWith('.') ? "0" + text.Value : text.Value;
        if (digits.Length <= 38 && Rational.TryParse(digits, out Rational number))
        {
            return number;
        }

        Wrong(text, name, "a number");
        return null;
    }

    /// <summary>A text, or several in a list.</summary>
    public IReadOnlyList<YamlScalar> Texts(string name)
    {
        switch (Get(name))
        {
            case null:
                return [];
            case YamlScalar one:
                return [one];
            case YamlSequence list:
                foreach (YamlNode item in list.Items.Where(i => i is not YamlScalar))
                {
                    Wrong(item, name, "a text");
                }

                return [.. list.Items.OfType<YamlScalar>()];
            case { } other:
                Wrong(other, name, "a text or a list of texts");
                return [];
        }
    }

    public YamlCursor? Mapping(string name)
    {
        switch (Get(name))
        {
            case null:
                return null;
            case YamlMapping mapping:
                return new YamlCursor(mapping, _log);
            case { } other:
                Wrong(other, name, "a mapping of properties");
                return null;
        }
    }

    public IEnumerable<YamlCursor> Mappings(string name)
    {
        switch (Get(name))
        {
            case null:
                yield break;
            case YamlSequence list:
                foreach (YamlNode item in list.Items)
                {
                    if (item is YamlMapping mapping)
                    {
                        yield return new YamlCursor(mapping, _log);
                    }
                    else
                    {
                        Wrong(item, name, "a mapping of properties");
                    }
                }

                break;
            case { } other:
                Wrong(other, name, "a list");
                break;
        }
    }

    /// <summary>The node itself, whatever it is.</summary>
    public YamlNode? Get(string name)
    {
        _asked.Add(name);
        return Has(name) ? _values[name] : null;
    }

    /// <summary>Reports what nobody asked for.</summary>
    public void Finish(string of)
    {
        foreach ((YamlScalar key, _) in _mapping.Entries.Where(e => !_asked.Contains(e.Key.Value)))
        {
            _log.Warn(InterchangeCodes.UnknownProperty, key.Place, $"{of} has no property '{key.Value}' that is known here, so it is left out.", Suggestion.Mend(key.Value, _asked));
        }
    }

    private void Wrong(YamlNode node, string name, string wanted) =>
        _log.Error(InterchangeCodes.WrongForm, node.Place, $"'{name}' is {(node is YamlSequence ? "a list" : node is YamlMapping ? "a mapping" : "a text")} here, and it should be {wanted}.", $"Write {wanted}.");
}
