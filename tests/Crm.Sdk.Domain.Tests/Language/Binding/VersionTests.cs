using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

public class VersionTests
{
    private const string Two = "metric m = count(order)\nmetric m@2 from 2026-07-01 = count(order where channel = 'web')\n";

    /// <summary>What a person wrote about versions, where the finding stands, and what it tells them to do.</summary>
    public static TheoryData<string, string, string> BadDefinitions => new()
    {
        { "metric m@0 = count(order)", "(1,10) CRM1095", "Write a whole number from 1 to 9999, such as revenue@2." },
        { "metric m@two = count(order)", "(1,10) CRM1095", "Write a whole number from 1 to 9999, such as revenue@2." },
        { "metric m@2.5 = count(order)", "(1,10) CRM1095", "Write a whole number from 1 to 9999, such as revenue@2." },
        { "metric m@10000 = count(order)", "(1,10) CRM1095", "Write a whole number from 1 to 9999, such as revenue@2." },
        { "metric m@2 from July = count(order)", "(1,17) CRM1033", "Write for example from 2026-07-01." },
        { "metric m = count(order)\nmetric m@2 = count(order)", "(2,8) CRM2081", "Write metric m@2 from 2026-07-01 = …." },
        { "metric m = count(order)\nmetric m@2 from 2026-07-01 = count(order)\nmetric m@3 from 2026-07-01 = count(order)", "(3,17) CRM2081", "Say a later day, or exchange the numbers." },
        { "metric m = count(order)\nmetric m@2 from 2026-07-01 = count(order)\nmetric m@3 from 2026-01-01 = count(order)", "(3,17) CRM2081", "Say a later day, or exchange the numbers." },
        { "metric m from 2026-07-01 = count(order)", "(1,15) CRM2082", "Leave 'from' out of the first version, which holds from the beginning of time." },
        { "metric m@2 from 2026-07-01 = count(order)", "(1,17) CRM2082", "Leave 'from' out of the first version, which holds from the beginning of time." },
        { "metric m = count(order)\nmetric m@1 = count(order)", "(2,8) CRM2001", "Give one of the two another name." },
        { "metric m = count(order)\nmetric m@2 from 2026-07-01 = sum(order.net)", "(2,8) CRM2083", "Give all versions one unit, or the new one a name of its own." },
        { "metric m = count(order)\nmetric m@2 from 2026-07-01 = count(order) unit percent", "(2,48) CRM2083", "Give all versions one unit, or the new one a name of its own." },
        { Two + "metric n = m@3", "(3,12) CRM2080", "Known here: m@1, m@2." },
        { "metric m = count(order)\nmetric n = m@1", "(2,12) CRM2080", "It is declared without versions; leave the number out." },
        { Two + "segment s = customer where m >= 3", "(3,28) CRM2084", "Name one: m@1, m@2." },
        { "metric m = sum(order.net@2)", "(1,16) CRM2085", "Write order.net." },
        { Two + "metric m@3 from 2026-08-01 = m + 1", "(3,30) CRM2010", "Break the circle." },
    };

    [Theory]
    [MemberData(nameof(BadDefinitions))]
    public void A_bad_version_is_found_where_it_is_written_with_what_to_do(string definition, string places, string mend)
    {
        Checked<CrmModel> model = ShopModel.Parse(definition);
        model.IsValid.Should().BeFalse();
        string.Join(' ', model.Findings.Select(f => $"({f.Place.Line - ShopModel.Lines},{f.Place.Column}) {f.Code}")).Should().Be(places);
        model.Findings.Select(f => f.Mend).Distinct().Should().Equal(mend);
    }

    [Fact]
    public void A_metric_without_versions_is_what_it_was()
    {
        const string Json = """{"kind":"metric","name":"m","value":{"aggregate":"count","kind":"aggregate","operand":{"kind":"name","name":"order"}}}""";
        Declaration declaration = CrmParser.Parse("metric m = count(order)").ThrowIfInvalid().Declarations[0];

        CrmJson.Write(declaration).Should().Be(Json);
        BoundMetric metric = ShopModel.Parse("metric m = count(order)").ThrowIfInvalid().Metrics["m"];
        (metric.Name, metric.Versions.Count, metric.Hash).Should().Be(("m", 0, CrmJson.Hash(declaration)));
    }

    [Fact]
    public void A_metric_has_its_versions_and_each_is_known_by_its_label()
    {
        CrmModel model = ShopModel.Parse(Two).ThrowIfInvalid();

        model.Metrics.Keys.Should().Contain(["m", "m@1", "m@2"]);
        model.Metrics["m"].Versions.Select(v => (v.From, v.Metric.Name)).Should().Equal((null, "m@1"), (new LocalDate(2026, 7, 1), "m@2"));
        model.Metrics["m"].Hash.Should().Be(model.Metrics["m@2"].Hash).And.NotBe(model.Metrics["m@1"].Hash);
        model.Metrics["m@1"].Versions.Should().BeEmpty();
    }

    [Fact]
    public void What_stands_on_several_metrics_changes_when_any_of_them_does()
    {
        CrmModel model = ShopModel.Parse(Two + "metric n = count(order)\nmetric n@2 from 2026-03-01 = 2 * count(order)\nmetric r = m / n\nmetric fixed = m@1 / n@1").ThrowIfInvalid();

        model.Metrics["r"].Versions.Select(v => (v.From, string.Join(' ', v.Labels))).Should().Equal(
            (null, "m@1 n@1"), (new LocalDate(2026, 3, 1), "m@1 n@2"), (new LocalDate(2026, 7, 1), "m@2 n@2"));
        model.Metrics["fixed"].Versions.Should().BeEmpty();
        model.Metrics["m"].Versions.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("metric m@2 \"Later\" from 2026-07-01 = count(order) minimum 3")]
    [InlineData("metric a.b@9999 = x@1 / (y@2 where channel = 'web')")]
    [InlineData("metric m = x@2.trailing(3 days) over total")]
    public void Text_and_JSON_say_the_same(string text)
    {
        CrmDocument document = CrmParser.Parse(text).ThrowIfInvalid();

        CrmPrinter.Print(document).Should().Be(text + "\n");
        CrmPrinter.Print(CrmJson.Read(CrmJson.Write(document)).ThrowIfInvalid()).Should().Be(text + "\n");
    }
}
