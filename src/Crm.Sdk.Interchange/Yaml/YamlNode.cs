namespace Crm.Sdk.Interchange.Yaml;

/// <summary>A place in a file of YAML; line and column count from 1.</summary>
internal readonly record struct YamlPlace(string? Source, int Line, int Column);

/// <summary>A node of a document.</summary>
internal abstract class YamlNode(YamlPlace place)
{
    public YamlPlace Place { get; } = place;
}

/// <summary>A text, a number or a word; which, the reader decides.</summary>
internal sealed class YamlScalar(YamlPlace place, string value, bool isPlain) : YamlNode(place)
{
    public string Value { get; } = value;

    /// <summary>Whether it stands without quotes, so that <c>true</c> and <c>null</c> are no texts.</summary>
    public bool IsPlain { get; } = isPlain;

    public bool IsNull => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A list.</summary>
internal sealed class YamlSequence(YamlPlace place) : YamlNode(place)
{
    public List<YamlNode> Items { get; } = [];
}

/// <summary>Properties with names, in their order.</summary>
internal sealed class YamlMapping(YamlPlace place) : YamlNode(place)
{
    public List<(YamlScalar Key, YamlNode Value)> Entries { get; } = [];
}
