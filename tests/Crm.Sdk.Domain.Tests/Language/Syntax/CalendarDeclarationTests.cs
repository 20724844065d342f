using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.Domain.Tests.Language.Syntax;

public sealed class CalendarDeclarationTests
{
    private const string Text = """
        calendar support zone 'Europe/Berlin' {
          holiday 2026-12-24 09:00-12:00
          fri 9:00-12:30
          mon tue wed thu 09:00 - 12:30 13:00-17:00  sat 00:00-24:00
          holiday 2026-01-01
        }
        """;

    private const string Canonical = """
        calendar support zone 'Europe/Berlin' {
          mon tue wed thu 09:00-12:30 13:00-17:00
          fri 09:00-12:30
          sat 00:00-24:00
          holiday 2026-01-01
          holiday 2026-12-24 09:00-12:00
        }
        """;

    [Fact]
    public void Days_are_put_in_order_and_those_of_equal_hours_on_one_line() =>
        CrmPrinter.Print(CrmParser.Parse(Text).ThrowIfInvalid().Declarations[0]).Should().Be(Canonical.ReplaceLineEndings("\n"));

    [Fact]
    public void The_JSON_lists_each_day_with_its_hours()
    {
        Declaration calendar = CrmParser.Parse("calendar c zone 'UTC' { tue mon 09:00-12:00 holiday 2026-01-01 }").ThrowIfInvalid().Declarations[0];

        CrmJson.Write(calendar).Should().Be(
            """{"holidays":[{"date":"2026-01-01"}],"kind":"calendar","name":"c","week":[{"day":"mon","hours":["09:00-12:00"]},{"day":"tue","hours":["09:00-12:00"]}],"zone":"UTC"}""");
    }

    [Fact]
    public void Events_are_put_in_order_and_so_are_their_times()
    {
        Declaration calendar = CrmParser.Parse("calendar shops zone 'UTC' { event fair 2026-10-12 to 2026-10-14, 2025-10-06 event easter 2025-04-20 to 2025-04-20 }").ThrowIfInvalid().Declarations[0];

        CrmPrinter.Print(calendar).Should().Be("calendar shops zone 'UTC' {\n  event easter 2025-04-20\n  event fair 2025-10-06, 2026-10-12 to 2026-10-14\n}");
        CrmJson.Write(calendar).Should().Be(
            """{"events":[{"days":[{"first":"2025-04-20","last":"2025-04-20"}],"name":"easter"},{"days":[{"first":"2025-10-06","last":"2025-10-06"},{"first":"2026-10-12","last":"2026-10-14"}],"name":"fair"}],"kind":"calendar","name":"shops","zone":"UTC"}""");
    }

    [Fact]
    public void The_hash_does_not_depend_on_how_it_was_written() =>
        CrmJson.Hash(CrmParser.Parse(Text).ThrowIfInvalid().Declarations[0]).Should().Be(CrmJson.Hash(CrmParser.Parse(Canonical).ThrowIfInvalid().Declarations[0]));

    [Theory]
    [InlineData("""{"kind":"calendar","name":"c","week":[{"day":"mon","hours":["09:00-12:00"]}]}""", "CRM1104 declarations[0]")]
    [InlineData("""{"kind":"calendar","name":"c","week":[{"day":"monday","hours":["09:00-12:00"]}],"zone":"UTC"}""", "CRM1106 declarations[0].week[0].day")]
    [InlineData("""{"kind":"calendar","name":"c","week":[{"day":"mon","hours":["9-12"]}],"zone":"UTC"}""", "CRM1106 declarations[0].week[0].hours[0]")]
    [InlineData("""{"kind":"calendar","name":"c","week":[{"day":"mon"}],"zone":"UTC"}""", "CRM1104 declarations[0].week[0]")]
    [InlineData("""{"kind":"calendar","name":"c","week":[{"day":"mon","hours":["09:00-12:00","11:00-13:00"]}],"zone":"UTC"}""", "CRM1108 declarations[0]")]
    [InlineData("""{"kind":"calendar","name":"c","holidays":[{"date":"2026-02-30"}],"week":[{"day":"mon","hours":["09:00-12:00"]}],"zone":"UTC"}""", "CRM1106 declarations[0].holidays[0].date")]
    [InlineData("""{"kind":"calendar","name":"c","week":[{"day":"mon","hours":["09:00-12:00"]},{"day":"mon","hours":["13:00-14:00"]}],"zone":"UTC"}""", "CRM1108 declarations[0]")]
    [InlineData("""{"kind":"calendar","name":"c","zone":"UTC"}""", "CRM1108 declarations[0]")]
    [InlineData("""{"kind":"calendar","name":"c","events":[{"name":"e","days":[]}],"zone":"UTC"}""", "CRM1108 declarations[0]")]
    [InlineData("""{"kind":"calendar","name":"c","events":[{"name":"e"}],"zone":"UTC"}""", "CRM1104 declarations[0].events[0]")]
    [InlineData("""{"kind":"calendar","name":"c","events":[{"name":"e","days":[{"first":"2025-02-30","last":"2025-03-01"}]}],"zone":"UTC"}""", "CRM1106 declarations[0].events[0].days[0].first")]
    [InlineData("""{"kind":"calendar","name":"c","events":[{"name":"e","days":[{"first":"2025-03-01"}]}],"zone":"UTC"}""", "CRM1104 declarations[0].events[0].days[0]")]
    public void A_mistake_in_JSON_is_found_at_its_path(string calendar, string finding)
    {
        var findings = CrmJson.Read($$"""{"declarations":[{{calendar}}],"format":"crm-definitions/1"}""").Findings;

        $"{findings[0].Code} {findings[0].Place.Path}".Should().Be(finding);
    }

    [Theory]
    [InlineData("metric m = sum(f.calendar)")]
    [InlineData("metric m = avg(f.calendar + 1) unit hours\ncalendar c zone 'UTC' {\n  mon 09:00-12:00\n}\nmetric n = count(f)")]
    public void The_word_stays_a_name_where_no_declaration_begins(string text) => CrmParser.Parse(text).IsValid.Should().BeTrue();
}
