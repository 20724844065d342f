using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Sdk.Samples.RealData.Manifests;

/// <summary>Says of every published figure of a data set which cells of which queries it is, or why it is not covered.</summary>
public sealed record Manifest
{
    /// <summary>The format that is read.</summary>
    public const string KnownFormat = "crm-manifest/1";

    /// <summary>The name of the file.</summary>
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        Converters = { new LeafSourceConverter() },
    };

    /// <summary><see cref="KnownFormat"/>.</summary>
    public required string Format { get; init; }

    /// <summary>Groups of leaves that figures use by name.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, LeafSource>> LeafSets { get; init; } = new Dictionary<string, Dictionary<string, LeafSource>>();

    /// <summary>The figures by name.</summary>
    public required IReadOnlyDictionary<string, FigureSource> Figures { get; init; }

    /// <summary>Reads the manifest of a folder.</summary>
    /// <exception cref="JsonException">It is no manifest; the message says where.</exception>
    public static Manifest Read(string folder) => Parse(File.ReadAllText(Path.Combine(folder, FileName)));

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="JsonException">The text is no manifest; the message says where.</exception>
    public static Manifest Parse(string json)
    {
        Manifest manifest = JsonSerializer.Deserialize<Manifest>(json, Options) ?? throw new JsonException("The manifest is null.");
        if (manifest.Format != KnownFormat)
        {
            throw new JsonException($"The format is '{manifest.Format}', not '{KnownFormat}'.");
        }

        foreach ((string name, FigureSource figure) in manifest.Figures)
        {
            if ((figure.Reason is null) == (figure.Leaves.Count == 0) || (figure.Query is not null && figure.Queries.Count > 0))
            {
                throw new JsonException($"The figure '{name}' needs either leaves or a reason, and 'query' or 'queries' but not both.");
            }
        }

        return manifest;
    }
}

/// <summary>Where one published figure comes from.</summary>
public sealed record FigureSource
{
    /// <summary>Why the figure is not covered; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>The only query; null for all time without axes, or when there are several.</summary>
    public FigureQuery? Query { get; init; }

    /// <summary>Several queries by name; the leaves that name none use the one called by the empty text.</summary>
    public IReadOnlyDictionary<string, FigureQuery> Queries { get; init; } = new Dictionary<string, FigureQuery>();

    /// <summary>Where each leaf comes from, by a JSON pointer into the figure's value; an axis in braces stands for each of its members.</summary>
    public IReadOnlyDictionary<string, LeafSource> Leaves { get; init; } = new Dictionary<string, LeafSource>();

    /// <summary>The query of that name.</summary>
    public FigureQuery QueryNamed(string name) =>
        Queries.TryGetValue(name, out FigureQuery? found) ? found
        : Queries.Count == 0 && name.Length == 0 ? Query ?? new FigureQuery()
        : throw new JsonException($"There is no query '{name}'.");
}

/// <summary>A query without its metrics, which are those that the leaves name.</summary>
public sealed record FigureQuery
{
    /// <summary>The first day, ISO; null for all time.</summary>
    public string? From { get; init; }

    /// <summary>The day after the last, ISO.</summary>
    public string? To { get; init; }

    /// <summary><c>day</c>, <c>month</c>, <c>quarter</c> or <c>year</c>; null for the range as a whole.</summary>
    public string? Grain { get; init; }

    /// <summary>The dimensions.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>The segments.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>The instant of the query, ISO; that of the workspace when null.</summary>
    public string? Now { get; init; }

    /// <summary>Other names for members, by axis. A total takes part among the members exactly when it is named here.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> Labels { get; init; } = new Dictionary<string, Dictionary<string, string>>();

    /// <summary>Members that the figure leaves out, by axis.</summary>
    public IReadOnlyDictionary<string, string[]> Without { get; init; } = new Dictionary<string, string[]>();
}
