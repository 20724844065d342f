using Crm.Sdk.Facts;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Samples.RealData.Manifests;
using Crm.Sdk.Samples.RealData.Verification;

namespace Crm.Sdk.RealData.Tests.Verification;

/// <summary>What of the sample can be checked without its data.</summary>
public sealed class SampleManifestTests
{
    public static TheoryData<string> Sets =>
        [.. Directory.EnumerateDirectories(SampleFolder.Path).Where(d => File.Exists(Path.Combine(d, "crm.json"))).Select(d => Path.GetFileName(d)).Order()];

    public static TheoryData<string> Manifests =>
        [.. Directory.EnumerateFiles(SampleFolder.Path, "manifest.json", SearchOption.AllDirectories).Select(f => Path.GetFileName(Path.GetDirectoryName(f)!)).Order()];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Every_query_binds_and_executors_agree_over_no_rows(string set)
    {
        Workspace workspace = Workspace.Open(Path.Combine(SampleFolder.Path, set)).ThrowIfInvalid();

        var none = new FactSet(workspace.Model.Facts.Values.Select(f => FactTable.Empty(f.Schema)));
        DataSetReading reading = await new DataSetReader(workspace, none).ReadAsync(set, ManifestOf(set));

        reading.Figures.SelectMany(figure => figure.Problems).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_reason_is_a_sentence(string set) =>
        ManifestOf(set).Figures.Values.Select(figure => figure.Reason).OfType<string>()
            .Should().NotContain(reason => !reason.EndsWith('.') || reason.Length < 40);

    private static Manifest ManifestOf(string set) => Manifest.Read(Path.Combine(SampleFolder.Path, set));
}
