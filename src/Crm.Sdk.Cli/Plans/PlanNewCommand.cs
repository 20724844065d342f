using System.CommandLine;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Stores;
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
        var year = new Option<int?>("--year") { Description = "The year of the plan; the next one without it.", HelpName = "YEAR" };
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

        if (string.IsNullOrWhiteSpace(title) || string.IsNullOrWhiteSpace(owner))
        {
            throw ToolException.BadUse("a plan needs a title, and an owner who answers for it.");
        }

        Instant now = host.Clock.GetCurrentInstant();
        int of = year ?? now.InUtc().Year + 1;
        if (of is < 1900 or > 9000)
        {
            throw ToolException.BadUse($"--year: {of} is no year that a plan can be of.");
        }

        var document = new PlanDocument
        {
            Id = new PlanId(Guid.CreateVersion7(now.ToDateTimeOffset())),
            Plan = new PlanBody
            {
                Title = title, Owner = owner, From = new LocalDate(of, 1, 1), To = new LocalDate(of + 1, 1, 1), Grain = Grain.Quarter,
                Reviews = [.. Enumerable.Range(1, 3).Select(q => new PlanReview { Day = new LocalDate(of, (3 * q) + 1, 15) })],
                Content = new PlanContent
                {
                    Charter = new CrmCharter { Stakeholders = [new Stakeholder { Key = "sponsor", Name = owner, Role = StakeholderRole.Sponsor }] },
                    Strategy = new CrmStrategy { Steps = [.. Enum.GetValues<StrategyStep>().Select(s => new StrategyStepRecord { Step = s })] }, Review = new ReviewPlan { Cadence = Grain.Quarter },
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
}
