using Crm.Sdk.Storage;
using Crm.Sdk.Testing.Conformance;
using Crm.Sdk.Testing.Tests.Faults;
using Xunit.Abstractions;

namespace Crm.Sdk.Testing.Tests;

/// <summary>A kit that finds nothing proves nothing: each of these stores has one fault, and the kit must say so.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, Func<ICrmStore, ICrmStore>> Faulty = new()
    {
        [nameof(LostUpdate)] = s => new LostUpdate(s),
        [nameof(TornBatch)] = s => new TornBatch(s),
        [nameof(DuplicateAccepted)] = s => new DuplicateAccepted(s),
        [nameof(NameShared)] = s => new NameShared(s),
        [nameof(FactsNotRetracted)] = s => new FactsNotRetracted(s),
        [nameof(StaleRead)] = s => new StaleRead(s),
        [nameof(Milliseconds)] = s => new Milliseconds(s),
        [nameof(TenantLeak)] = s => new TenantLeak(s),
        [nameof(ArchivedFound)] = s => new ArchivedFound(s),
        [nameof(NullsLast)] = s => new NullsLast(s),
        [nameof(Utf16Order)] = s => new Utf16Order(s),
        [nameof(PageOffByOne)] = s => new PageOffByOne(s),
        [nameof(PageCounted)] = s => new PageCounted(s),
        [nameof(ThirdTruth)] = s => new ThirdTruth(s),
        [nameof(MovingStream)] = s => new MovingStream(s),
        [nameof(PersonalInLog)] = s => new PersonalInLog(s),
        [nameof(AfterIncluded)] = s => new AfterIncluded(s),
        [nameof(LeaseShared)] = s => new LeaseShared(s),
        [nameof(StaleLeaseHolds)] = s => new StaleLeaseHolds(s),
        [nameof(WaitNotDoubled)] = s => new WaitNotDoubled(s),
    };

    /// <summary>The faults, and the case that says what is wrong most plainly.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { nameof(LostUpdate), "CRM-ST-112" },
        { nameof(TornBatch), "CRM-ST-140" },
        { nameof(DuplicateAccepted), "CRM-ST-130" },
        { nameof(NameShared), "CRM-ST-119" },
        { nameof(FactsNotRetracted), "CRM-ST-172" },
        { nameof(StaleRead), "CRM-ST-011" },
        { nameof(Milliseconds), "CRM-ST-004" },
        { nameof(TenantLeak), "CRM-ST-101" },
        { nameof(ArchivedFound), "CRM-ST-090" },
        { nameof(NullsLast), "CRM-ST-022" },
        { nameof(Utf16Order), "CRM-ST-020" },
        { nameof(PageOffByOne), "CRM-ST-070" },
        { nameof(PageCounted), "CRM-ST-075" },
        { nameof(ThirdTruth), "CRM-ST-041" },
        { nameof(MovingStream), "CRM-ST-203" },
        { nameof(PersonalInLog), "CRM-ST-153" },
        { nameof(AfterIncluded), "CRM-ST-152" },
        { nameof(LeaseShared), "CRM-ST-181" },
        { nameof(StaleLeaseHolds), "CRM-ST-182" },
        { nameof(WaitNotDoubled), "CRM-ST-184" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_fault_is_caught(string fault, string by)
    {
        await using var harness = new StoreHarness(fault, Faulty[fault]);

        ConformanceReport report = await ConformanceSuite.RunAsync(harness);

        output.WriteLine($"{fault}: {string.Join(' ', report.Failed.Select(r => r.Case.Id))}");
        report.Failed.Select(r => r.Case.Id).Should().Contain(by);
        report.Failed.Count().Should().BeLessThan(ConformanceSuite.Cases.Count / 2, "one fault is not everything");
    }

    [Fact]
    public void Every_fault_is_tried() => Faults.Select(row => (string)row[0]).Should().BeEquivalentTo(Faulty.Keys);

    [Theory]
    [InlineData(nameof(LostUpdate))]
    [InlineData(nameof(DuplicateAccepted))]
    [InlineData(nameof(StaleRead))]
    [InlineData(nameof(FactsNotRetracted))]
    [InlineData(nameof(PageOffByOne))]
    [InlineData(nameof(ArchivedFound))]
    public async Task The_model_finds_faults_that_show_in_sequences(string fault)
    {
        await using var harness = new StoreHarness(fault, Faulty[fault]);

        Func<Task> runs = async () =>
        {
            for (int seed = 0; seed < 10; seed++)
            {
                await ConformanceSuite.RunModelAsync(harness, seed, 300);
            }
        };

        ConformanceException failure = (await runs.Should().ThrowAsync<ConformanceException>()).Which;
        output.WriteLine(failure.Message);
    }
}
