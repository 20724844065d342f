using System.Text.Json;
using System.Xml.Linq;

namespace Crm.Sdk.House.Tests.Licences;

/// <summary>What the manifest of a resolved package says about its licence.</summary>
internal sealed record PackageLicence
{
    public required string Package { get; init; }

    /// <summary>The SPDX expression, or null where the manifest holds a file, an address or nothing.</summary>
    public required string? Expression { get; init; }

    public required bool RequiresAcceptance { get; init; }

    public static PackageLicence Parse(XDocument manifest)
    {
        var metadata = manifest.Root!.Elements().Single(e => e.Name.LocalName == "metadata");
        var licence = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license");
        string? Value(string name) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;

        return new PackageLicence
        {
            Package = Value("id")!,
            Expression = (string?)licence?.Attribute("type") == "expression" ? licence!.Value : null,
            RequiresAcceptance = string.Equals(Value("requireLicenseAcceptance"), "true", StringComparison.OrdinalIgnoreCase),
        };
    }

    /// <summary>The licences of all packages, direct and transitive, that a restore resolved.</summary>
    public static IEnumerable<PackageLicence> OfRestored(string assetsFile)
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(assetsFile));
        var folders = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToList();
        var packages = assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Value.GetProperty("path").GetString()!)
            .ToList();
        return [.. packages.Select(package => Parse(XDocument.Load(Manifest(folders, package))))];
    }

    private static string Manifest(IEnumerable<string> folders, string package) =>
        folders.Select(folder => Path.Combine(folder, package))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.nuspec"))
            .FirstOrDefault() ?? throw new FileNotFoundException($"No package folder holds the manifest of {package}.");
}
