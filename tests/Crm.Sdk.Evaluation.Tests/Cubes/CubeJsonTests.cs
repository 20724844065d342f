using System.Text.Json;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Time;
using NodaTime;
using static Crm.Sdk.Evaluation.Tests.Cubes.CubeSpecimen;

namespace Crm.Sdk.Evaluation.Tests.Cubes;

public sealed class CubeJsonTests
{
    [Fact]
    public void The_whole_cube_is_there()
    {
        using var document = JsonDocument.Parse(CubeJson.Write(MonthsByChannel()));
        JsonElement root = document.RootElement;

        root.GetProperty("format").GetString().Should().Be("crm-cube/1");
        root.GetProperty("meta").GetRawText().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal)
            .Should().Be("""{"now":"2026-02-15T12:00:00Z","zone":"UTC","fiscalStartMonth":1,"executor":"reference"}""");
        root.GetProperty("axes").EnumerateArray().Select(a => a.GetProperty("name").GetString()).Should().Equal("period", "channel", "segment");
        root.GetProperty("axes")[2].GetProperty("members")[0].GetProperty("kind").GetString().Should().Be("total");
        root.GetProperty("cells").GetArrayLength().Should().Be(12);
    }

    [Fact]
    public void A_cell_says_what_it_is_without_loss()
    {
        using var document = JsonDocument.Parse(CubeJson.Write(MonthsByChannel()));
        var cells = document.RootElement.GetProperty("cells").EnumerateArray().Select(Compact).ToList();

        cells[6].Should().Be("""{"metric":"sales.paid_share","at":[0,0,0],"value":"200/3","shown":"66.7%","numerator":"2","denominator":"3","n":3,"rows":3,"reason":null,"flags":[]}""");
        cells[8].Should().Be("""{"metric":"sales.paid_share","at":[1,0,0],"value":null,"shown":null,"numerator":"0","denominator":"0","n":0,"rows":0,"reason":"emptyDenominator","flags":["empty","open"]}""");
    }

    [Fact]
    public void A_metric_says_its_unit_and_the_hash_of_its_definition()
    {
        using var document = JsonDocument.Parse(CubeJson.Write(MonthsByChannel()));

        Compact(document.RootElement.GetProperty("metrics")[0]).Should().Be(
            $$"""{"name":"sales.revenue","title":"Revenue","hash":"{{Model.Metrics["sales.revenue"].Hash}}","unit":{"name":"EUR","type":"money(EUR)","factor":"1"},"better":"up","minimum":0,"undated":0}""");
    }

    [Fact]
    public void With_its_query_the_days_of_each_period_are_exact()
    {
        var query = new MetricQuery
        {
            Metrics = ["sales.revenue", "sales.paid_share"], From = new LocalDate(2026, 1, 10), To = new LocalDate(2026, 3, 1), Grain = Grain.Month,
            By = ["channel"], Now = Meta(2).Now,
        };
        using var document = JsonDocument.Parse(CubeJson.Write(MonthsByChannel(), query));
        JsonElement root = document.RootElement;

        Compact(root.GetProperty("query")).Should().Be(
            """{"metrics":["sales.revenue","sales.paid_share"],"from":"2026-01-10","to":"2026-03-01","grain":"month","by":["channel"],"segments":[]}""");
        root.GetProperty("axes")[0].GetProperty("members").EnumerateArray().Select(Compact).Should().Equal(
            """{"label":"2026-01","kind":"value","from":"2026-01-10","to":"2026-02-01"}""",
            """{"label":"2026-02","kind":"value","from":"2026-02-01","to":"2026-03-01"}""",
            """{"label":"(total)","kind":"total","from":"2026-01-10","to":"2026-03-01"}""");
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element, Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
