using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Storage;
using Crm.Sdk.TestKit.Plans;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Plans.Documents;

public sealed class PlanFilesTests
{
    [Property(MaxTest = 300)]
    public void What_is_written_is_read_back_the_same(int seed)
    {
        PlanDocument document = new DrawnPlan(seed).Document();

        IReadOnlyDictionary<string, string> files = PlanFiles.Write(document);
        Checked<PlanDocument> read = PlanFiles.Read(files);

        read.Findings.Should().BeEmpty();
        PlanFiles.Write(read.Value!).Should().Equal(files);
        PlanDiff.Between(document.Plan, read.Value!.Plan).Should().BeEmpty();
        read.Value.Plan.Revisions.Should().HaveSameCount(document.Plan.Revisions);
        read.Value.Objectives.Select(o => o.Objective).Should().BeEquivalentTo(document.Objectives.Select(o => o.Objective));
        read.Value.Business.Should().BeEquivalentTo(document.Business);
    }

    [Property(MaxTest = 60)]
    public async Task A_store_loses_nothing_of_what_was_taken_over(int seed)
    {
        PlanDocument document = new DrawnPlan(seed).Document();
        await using var crm = new CrmRuntime(new InMemoryCrmStore(StandardSchema.Create("EUR")));
        await crm.OpenAsync();
        await using (CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann")))
        {
            await session.TakeOverAsync(document, "from files", Specimens.Start);
            await session.CommitAsync();
        }

        await using CrmSession later = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        CrmPlan plan = (await later.Plans.FindAsync(document.Id))!;
        PlanDocument stored = await later.ToDocumentAsync(plan);
        // Business objectives that nobody serves and that the plan does not name are not of the plan.
        var named = stored.Business.Select(b => b.Id).ToHashSet();
        PlanFiles.Write(stored).Should().Equal(PlanFiles.Write(document with { Business = [.. document.Business.Where(b => named.Contains(b.Id))] }));

        await later.TakeOverAsync(stored, "again", Specimens.Start);
        plan.PendingEvents.Should().BeEmpty("nothing differs");
    }
}
