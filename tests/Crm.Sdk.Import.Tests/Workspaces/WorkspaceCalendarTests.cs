using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Import.Tests.Workspaces;

public sealed class WorkspaceCalendarTests
{
    [Theory]
    [InlineData("\"fiscalStartMonth\": 4", "2026-04-01", "2026-03-30 2026-04 FY2027-Q1 FY2027")]
    [InlineData("\"calendar\": \"gregorian\"", "2026-04-01", "2026-03-30 2026-04 2026-Q2 2026")]
    [InlineData("\"calendar\": { \"kind\": \"gregorian\", \"fiscalStartMonth\": 4, \"firstDayOfWeek\": \"sunday\", \"named\": \"begin\" }", "2026-04-01", "2026-03-29 2026-04 FY2026-Q1 FY2026")]
    [InlineData("\"calendar\": \"iso\"", "2011-01-01", "2010-W52 2010")]
    [InlineData("\"calendar\": { \"kind\": \"iso\" }", "2012-12-31", "2013-W01 2013")]
    [InlineData("\"calendar\": \"nrf\"", "2024-02-03", "FY2023-W53 FY2023-P12 FY2023-Q4 FY2023")]
    [InlineData("\"calendar\": { \"kind\": \"nrf\" }", "2025-02-02", "FY2025-W01 FY2025-P01 FY2025-Q1 FY2025")]
    [InlineData("\"calendar\": { \"kind\": \"retail\", \"pattern\": \"4-4-5\", \"lastDay\": \"saturday\", \"end\": \"last\", \"endMonth\": 8 }", "2023-08-26", "FY2023-W52 FY2023-P12 FY2023-Q4 FY2023")]
    [InlineData("\"calendar\": { \"kind\": \"table\", \"end\": \"2027-09-01\", \"month\": { \"2025-09-01\": \"Autumn\", \"2026-01-01\": \"Spring\" }, \"year\": { \"2025-09-01\": \"School\" } }", "2026-04-01", "Spring School")]
    public void The_settings_declare_a_calendar(string calendar, string day, string labels)
    {
        Workspace workspace = Open(calendar).ThrowIfInvalid();
        LocalDate date = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;

        string.Join(' ', workspace.Calendar.Scheme.Grains.Skip(1).Select(g => workspace.Calendar.PeriodOf(date, g).Label)).Should().Be(labels);
    }

    [Theory]
    [InlineData("\"calendar\": \"julian\"", "CRM4006 calendar")]
    [InlineData("\"calendar\": 5", "CRM4005 calendar")]
    [InlineData("\"calendar\": { }", "CRM4004 calendar.kind")]
    [InlineData("\"calendar\": { \"kind\": \"retial\" }", "CRM4006 calendar.kind")]
    [InlineData("\"calendar\": { \"kind\": \"iso\", \"endMonth\": 5 }", "CRM4002 calendar.endMonth")]
    [InlineData("\"calendar\": { \"kind\": \"gregorian\", \"firstDayOfWeek\": \"son\" }", "CRM4006 calendar.firstDayOfWeek")]
    [InlineData("\"calendar\": { \"kind\": \"retail\", \"pattern\": \"4-4-5\", \"lastDay\": \"saturday\", \"end\": \"last\" }", "CRM4004 calendar.endMonth")]
    [InlineData("\"calendar\": { \"kind\": \"retail\", \"pattern\": \"4-4-4\", \"lastDay\": \"saturday\", \"end\": \"last\", \"endMonth\": 1 }", "CRM4006 calendar.pattern")]
    [InlineData("\"calendar\": { \"kind\": \"table\", \"year\": { \"2025-09-01\": \"School\" } }", "CRM4004 calendar.end")]
    [InlineData("\"calendar\": { \"kind\": \"table\", \"end\": \"2026-09-01\", \"year\": { \"autumn\": \"School\" } }", "CRM4006 calendar.year.autumn")]
    [InlineData("\"calendar\": { \"kind\": \"table\", \"end\": \"2024-09-01\", \"year\": { \"2025-09-01\": \"School\" } }", "CRM3022 calendar.year[0]")]
    [InlineData("\"calendar\": \"iso\", \"fiscalStartMonth\": 4", "CRM4007 fiscalStartMonth")]
    public void A_mistake_is_one_finding_at_its_place(string calendar, string finding)
    {
        Finding found = Open(calendar).Findings.Should().ContainSingle().Subject;

        $"{found.Code} {found.Place.Path}".Should().Be(finding);
        found.Place.Source.Should().Be("crm.json");
    }

    private static Checked<Workspace> Open(string calendar)
    {
        using var folder = new WorkspaceFolder();
        folder.Write("crm.json", $$"""{ "format": "crm-workspace/1", "zone": "UTC", {{calendar}} }""");
        return Workspace.Open(folder.Path);
    }
}
