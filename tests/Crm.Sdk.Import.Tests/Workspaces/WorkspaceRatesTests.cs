using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Rates;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.Import.Tests.Workspaces;

public sealed class WorkspaceRatesTests
{
    [Fact]
    public void Tables_are_declared_in_the_settings_and_read_from_their_files()
    {
        using var folder = new WorkspaceFolder();
        folder.Write("crm.json", Settings("""{ "name": "ecb", "file": "data/ecb.csv", "base": "EUR" }, { "name": "plan", "file": "plan.csv", "base": "USD" }"""));
        folder.Write("data/ecb.csv", "currency,date,rate\nUSD,2026-01-05,1.1\n");

        Workspace workspace = Workspace.Open(folder.Path).ThrowIfInvalid();

        workspace.Rates.Select(r => (r.Name, r.BaseCurrency.Code, r.Source)).Should().Equal(("ecb", "EUR", "data/ecb.csv"), ("plan", "USD", "plan.csv"));
        RateTable table = workspace.Rates[0].Read().ThrowIfInvalid();
        table.Name.Should().Be("ecb");
        table.On(Currency.Get("USD"), new LocalDate(2026, 1, 5), null).Should().Be(new Rational(11, 10));
        Finding missing = workspace.Rates[1].Read().Findings.Should().ContainSingle().Subject;
        (missing.Code, missing.Place.Source, missing.Place.Path).Should().Be(("CRM5014", "crm.json", "rates[1].file"));
    }

    [Fact]
    public void A_bad_row_is_a_finding_at_its_line()
    {
        using var folder = new WorkspaceFolder();
        folder.Write("crm.json", Settings("""{ "name": "ecb", "file": "data/ecb.csv", "base": "EUR" }"""));
        folder.Write("data/ecb.csv", "currency,date,rate\nUSD,2026-01-05,0\n");

        Finding finding = Workspace.Open(folder.Path).ThrowIfInvalid().Rates[0].Read().Findings.Should().ContainSingle().Subject;

        (finding.Code, finding.Place.Source, finding.Place.Line).Should().Be(("CRM2078", "data/ecb.csv", 2));
    }

    [Theory]
    [InlineData("""{ "file": "a.csv", "base": "EUR" }""", "CRM4004", "rates[0].name")]
    [InlineData("""{ "name": "", "file": "a.csv", "base": "EUR" }""", "CRM4006", "rates[0].name")]
    [InlineData("""{ "name": "a", "base": "EUR" }""", "CRM4004", "rates[0].file")]
    [InlineData("""{ "name": "a", "file": "../a.csv", "base": "EUR" }""", "CRM5010", "rates[0].file")]
    [InlineData("""{ "name": "a", "file": "/a.csv", "base": "EUR" }""", "CRM5010", "rates[0].file")]
    [InlineData("""{ "name": "a", "file": "a.csv" }""", "CRM4004", "rates[0].base")]
    [InlineData("""{ "name": "a", "file": "a.csv", "base": "EUX" }""", "CRM4006", "rates[0].base")]
    [InlineData("""{ "name": "a", "file": "a.csv", "base": "EUR", "bas": "EUR" }""", "CRM4002", "rates[0].bas")]
    [InlineData("""{ "name": "a", "file": "a.csv", "base": "EUR" }, { "name": "a", "file": "b.csv", "base": "EUR" }""", "CRM4007", "rates[1].name")]
    [InlineData("\"a.csv\"", "CRM4005", "rates[0]")]
    public void A_slip_in_the_settings_is_one_finding_at_its_place(string rates, string code, string path)
    {
        using var folder = new WorkspaceFolder();
        folder.Write("crm.json", Settings(rates));

        Finding finding = Workspace.Open(folder.Path).Findings.Should().ContainSingle().Subject;

        (finding.Code, finding.Severity, finding.Place.Source, finding.Place.Path).Should().Be((code, FindingSeverity.Error, "crm.json", path));
    }

    private static string Settings(string rates) => $$"""{ "format": "crm-workspace/1", "zone": "UTC", "rates": [{{rates}}] }""";
}
