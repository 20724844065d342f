using Crm.Sdk.EntityFrameworkCore.Sqlite;
using Crm.Sdk.Evaluation;
using Crm.Sdk.Evaluation.Objectives;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Storage;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>The quickstart takes its plan over from files; what these say of the generated company is so.</summary>
[Collection(nameof(SnippetRunTests))]
public sealed class QuickstartPlanTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "company");

    private static readonly Instant Now = Instant.FromUtc(2026, 7, 1, 12, 0);

    [Fact]
    public async Task The_CRM_of_the_quickstart_holds_the_plan_of_its_files()
    {
        await using CrmRuntime crm = await OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));

        PlanDocument stored = await session.ToDocumentAsync((await session.Plans.ListAsync(q => q.Take(2))).Should().ContainSingle().Subject);

        PlanFiles.Write(stored).Should().BeEquivalentTo(Files(), "nothing is lost between files and CRM, and nothing was left to be frozen");
    }

    [Fact]
    public async Task Baselines_of_the_quickstarts_plan_are_those_of_the_generated_company()
    {
        await using CrmRuntime crm = await OpenAsync();
        CrmModel model = CrmModel.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "definitions", "company.crm")), crm.Store.Schema.Facts).ThrowIfInvalid();
        var tracker = new ObjectiveTracker(new MetricEngine(model, await crm.LoadFactsAsync(TenantId.Single)), new ReportingCalendar(DateTimeZoneProviders.Tzdb["Europe/Berlin"]));

        foreach (ObjectiveBody objective in PlanFiles.Read(Files()).ThrowIfInvalid().Objectives.Select(o => o.Objective))
        {
            (await tracker.BaselineAsync(objective.Plan, Now)).Should().Be(objective.Evidence.Baseline, "'{0}' starts there", objective.Plan.Title);
        }
    }

    private static async Task<CrmRuntime> OpenAsync()
    {
        await SnippetRunner.OutputOfProgramAsync("Quickstart");
        var crm = new CrmRuntime(new SqliteCrmStore(StandardSchema.Create("EUR"), new SqliteStoreOptions { Path = Path.Combine(Folder, "crm.db") }), new Still(), new TimeOrderedIds(new Still(), new Random(1)));
        await crm.OpenAsync();
        return crm;
    }

    private static Dictionary<string, string> Files() => Directory.EnumerateFiles(Path.Combine(Folder, "plan"), "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(Path.Combine(Folder, "plan"), f).Replace('\\', '/'), f => File.ReadAllText(f).ReplaceLineEndings("\n"), StringComparer.Ordinal);

    private sealed class Still : IClock
    {
        public Instant GetCurrentInstant() => Now;
    }
}
