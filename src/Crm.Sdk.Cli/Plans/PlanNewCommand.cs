using System.CommandLine;
using System.Globalization;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Time;
using NodaTime;

namespace Crm.Sdk.Cli.Plans;

/// <summary><c>crm plan new TITLE</c>: the files of a plan to begin with.</summary>
internal static class PlanNewCommand
{
    public static Command Create(ToolHost host)
    {
        var title = new Argument<string>("TITLE") { Description = "What people call the plan." };
        var owner = new Option<string>("--owner") { Description = "Who answers for it.", HelpName = "NAME", Required = true };
        Option<int?> year = CommonOptions.Number("--year", "2027");
        year.Description = "The year of the plan, as the calendar of the workspace has it; the next one without it.";
        year.HelpName = "YEAR";
        Option<string> folder = StoreCommand.Folder();
        var command = new Command("new", "Begins a plan: writes its files, to be filled in.") { title, owner, year, folder };
        command.SetAction((parsed, _) => RunAsync(host, parsed.GetRequiredValue(folder), parsed.GetRequiredValue(title), parsed.GetRequiredValue(owner), parsed.GetValue(year)));
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, string folder, string title, string owner, int? year)
    {
        var plan = PlanFolder.Of(host, folder);
        if (plan.HasFiles)
        {
            throw ToolException.BadUse($"there are files of a plan in {host.Shown(plan.Folder)} already; nothing was written.");
        }

        if (await WorkspaceAccess.OpenAsync(host, WorkspaceAccess.ExistingFolder(host, folder), data: null, asJson: false) is not { } workspace)
        {
            return ExitCode.Findings;
        }

        if (string.IsNullOrWhiteSpace(title) || string.IsNullOrWhiteSpace(owner))
        {
            throw ToolException.BadUse("a plan needs a title, and an owner who answers for it.");
        }

        Instant now = host.Clock.GetCurrentInstant();
        ReportingPeriod time = YearOf(workspace.Calendar, year, now);
        // A calendar of weeks has no quarters: there the plan is shown by weeks, and still reviewed four times.
        Grain grain = workspace.Calendar.Scheme.Serves(Grain.Quarter) ? Grain.Quarter : Grain.Week;
        var document = new PlanDocument
        {
            Id = new PlanId(Guid.CreateVersion7(now.ToDateTimeOffset())),
            Plan = new PlanBody
            {
                Title = title, Owner = owner, From = time.Start, To = time.End, Grain = grain,
                Reviews =
                [
                    .. (grain == Grain.Quarter ? workspace.Calendar.Periods(time.Start, time.End, grain).Skip(1).Select(q => q.Start) : Enumerable.Range(1, 3).Select(q => time.Start.PlusMonths(3 * q)))
                        .Select(day => new PlanReview { Day = day.PlusDays(14) }),
                ],
                Content = new PlanContent
                {
                    Charter = new CrmCharter { Stakeholders = [new Stakeholder { Key = "sponsor", Name = owner, Role = StakeholderRole.Sponsor }] },
                    Strategy = new CrmStrategy { Steps = [.. Enum.GetValues<StrategyStep>().Select(s => new StrategyStepRecord { Step = s })] }, Review = new ReviewPlan { Cadence = grain == Grain.Quarter ? grain : null },
                },
            },
        };
        foreach (string file in plan.Write(document))
        {
            await host.Output.WriteLineAsync($"  {file[2..]}");
        }

        await host.Output.WriteLineAsync($"""
            Began a plan in {host.Shown(plan.Folder)}. Next: say in charter.json what CRM means here, then
              crm plan status
            shows what each section has and lacks, and 'crm plan check' what is wrong.
            """);
        return ExitCode.Ok;
    }

    // A year as the workspace counts it: fiscal years may begin in another month, and have another name.
    private static ReportingPeriod YearOf(ReportingCalendar calendar, int? year, Instant now)
    {
        if (year is null)
        {
            return calendar.PeriodOf(calendar.PeriodOf(calendar.DayOf(now), Grain.Year).End, Grain.Year);
        }

        string label = year.Value.ToString("0000", CultureInfo.InvariantCulture);
        return year is < 1900 or > 9000 ? throw ToolException.BadUse($"--year: {year} is no year that a plan can be of.")
            : calendar.Find(label) ?? calendar.Find($"FY{label}") ?? throw ToolException.BadUse($"--year: the calendar of the workspace has no year {year}.");
    }
}
