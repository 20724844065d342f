using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Segments;
using Crm.Sdk.Storage;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Domain.Tests.Segments;

public sealed class StoredModelTests
{
    private static readonly CrmModel Files = CrmModel.Parse("""
        segment german = customer where country = 'DE'
        metric customers = count(customer)
        """, StandardSchema.Create("EUR").Facts).ThrowIfInvalid();

    [Fact]
    public async Task Segments_of_the_store_stand_beside_those_of_the_files()
    {
        StoredModel stored = await WithAsync(("french", "country = 'FR'"), ("chosen", null));

        stored.Model.Segments.Keys.Should().BeEquivalentTo("german", "french", "chosen");
        stored.Model.Metrics.Keys.Should().Equal("customers");
        stored.Findings.Should().BeEmpty();
        Files.Segments.Keys.Should().Equal("german");
    }

    /// <summary>One bad segment once disabled every command over the store.</summary>
    [Fact]
    public async Task A_segment_that_does_not_fit_is_left_out_by_name_and_the_others_stay()
    {
        StoredModel stored = await WithAsync(("french", "country = 'FR'"), ("wrong", "shoe_size > 40"), ("german", "country = 'AT'"));

        stored.Model.Segments.Keys.Should().BeEquivalentTo("german", "french");
        stored.Findings.Should().OnlyContain(f => f.Code == SegmentCodes.LeftOut && f.Severity == FindingSeverity.Error);
        stored.Findings.Select(f => f.Message).Should().SatisfyRespectively(
            german => german.Should().StartWith("The segment 'german' of the store does not fit the definitions and is left out: 'german' is declared already"),
            wrong => wrong.Should().StartWith("The segment 'wrong' of the store does not fit the definitions and is left out: 'customer' has no attribute 'shoe_size'"));
        stored.Findings.Select(f => f.Mend).Should().SatisfyRespectively(german => german.Should().EndWith("with Rename."), wrong => wrong.Should().EndWith("with Revise."));
    }

    [Fact]
    public void A_renamed_segment_takes_its_choices_along()
    {
        Segment segment = Segment.DefineStatic(Specimens.Id<SegmentId>(1), "old", "Old", Specimens.Start);
        segment.Rename("fresh", Specimens.Start);
        segment.Rename("fresh", Specimens.Start);

        segment.Name.Should().Be("fresh");
        segment.PendingEvents.Should().HaveCount(2);
        segment.Definition().Should().StartWith("segment fresh \"Old\"").And.Contain("chosen_for = 'fresh'");
        FluentActions.Invoking(() => segment.Rename("two words", Specimens.Start)).Should().Throw<Exception>();
    }

    private static async Task<StoredModel> WithAsync(params (string Name, string? Rule)[] segments)
    {
        await using var crm = new CrmRuntime(new InMemoryCrmStore(StandardSchema.Create("EUR")));
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.System("test"));
        foreach ((string name, string? rule) in segments)
        {
            SegmentId id = session.NewId<SegmentId>();
            session.Segments.Add(rule is null ? Segment.DefineStatic(id, name, name, Specimens.Start) : Segment.DefineRule(id, name, name, rule, Specimens.Start));
        }

        await session.CommitAsync();
        return await session.WithSegmentsAsync(Files);
    }
}
