using Crm.Sdk.Interchange.MetricFlow;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.Interchange.Tests.MetricFlow;

/// <summary>One of the models of MetricFlow beside these tests, with what is expected of its import.</summary>
internal static class ModelFile
{
    public static string Folder { get; } = RepositoryRoot.Combine("tests", "Crm.Sdk.Interchange.Tests", "MetricFlow", "Models");

    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetFiles(Folder, "*.yml").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> All => [.. Names];

    public static string Yaml(string name) => File.ReadAllText(Path.Combine(Folder, name + ".yml"));

    public static MetricFlowImport Import(string name, MetricFlowOptions? options = null) =>
        MetricFlowImporter.Import([new MetricFlowFile { Name = name + ".yml", Yaml = Yaml(name) }], options);
}
