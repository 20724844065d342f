using System.Text.Json;
using Crm.Sdk.Samples.RealData.Manifests;
using Crm.Sdk.Samples.RealData.Verification;
using Crm.Sdk.Validation;

namespace Crm.Sdk.RealData.Tests.Verification;

public sealed class DataSetReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-set-").FullName;

    public DataSetReaderTests()
    {
        Write("crm.json", """{ "format": "crm-workspace/1", "zone": "UTC", "now": "2026-01-01" }""");
        Write("definitions/all.crm", "fact order event key id { measure units int }\nmetric orders = count(order)\nmetric units = sum(order.units)");
        Write("mappings/order.json", """
            { "format": "crm-mapping/1", "fact": "order", "file": ["2024.csv", "2025.csv", "2026.csv"], "columns": { "id": "Id", "units": "Units" } }
            """);
        Write(Manifest.FileName, """{ "format": "crm-manifest/1", "figures": { "orders": { "leaves": { "": "orders" } }, "units": { "leaves": { "": "units" } } } }""");
        Write("data/2024.csv", "Id,Units\n1,2\n2,3\n");
        Write("data/2025.csv", "Id,Units\n3,5\n");
        Write("data/2026.csv", "Id,Units\n4,7\n");
    }

    [Fact]
    public async Task Every_file_of_a_list_is_read()
    {
        DataSetReading reading = await DataSetReader.ReadAsync(_folder, Path.Combine(_folder, "data"));

        using JsonDocument truth = JsonDocument.Parse("""{ "figures": { "orders": { "value": 4 }, "units": { "value": 17 } } }""");
        reading.Compare(truth.RootElement).Should().OnlyContain(f => f.State == FigureState.Equal).And.HaveCount(2);
    }

    [Fact]
    public async Task A_bad_row_of_any_file_of_a_list_is_told()
    {
        Write("data/2026.csv", "Id,Units\n1,7\n");

        (await FluentActions.Awaiting(() => DataSetReader.ReadAsync(_folder, Path.Combine(_folder, "data"))).Should().ThrowAsync<InvalidDefinitionException>())
            .Which.Findings.Should().ContainSingle().Which.Code.Should().Be("CRM4048");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
