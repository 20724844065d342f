using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Tests.Execution.Reference;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Evaluation.Tests.Execution;

public class SnapshotGuardTests
{
    private const string Facts = """
        fact account entity key id { }
        fact balance snapshot key account at day date { measure amount int }
        fact cash snapshot key account, currency at seen { dim currency text  measure amount int }
        metric balances = sum(balance.amount) at end
        metric taken = count(balance by day)
        metric cashes = sum(cash.amount) at end

        """;

    private static HandTables Tables(string rows) => new(Facts, rows, "account id\na1");

    private static Finding Refused(string metric, string rows) => FluentActions
        .Invoking(() => Tables(rows).Ask(Questions.Of(metric))).Should().Throw<InvalidDefinitionException>().Which.Findings.Should().ContainSingle().Subject;

    [Theory]
    [InlineData("balances", "balance account day amount\na1 2026-01-31 1\na1 2026-01-31 2", "Of 'balance' a snapshot was taken more than once: 'a1' of 2026-01-31.")]
    [InlineData("taken", "balance account day amount\na1 2026-01-31 1\na2 2026-01-31 1\na2 2026-01-31 2\na1 2026-01-31 2\na1 2026-01-31 2", "Of 'balance' 2 snapshots were taken more than once: 'a2' of 2026-01-31, 'a1' of 2026-01-31.")]
    [InlineData("cashes", "cash account currency seen amount\na1 - 2026-01-31T00:00:00Z 1\na1 - 2026-01-31T00:00:00Z 2", "Of 'cash' a snapshot was taken more than once: 'a1' '' of 2026-01-31T00:00:00Z.")]
    public void Two_rows_of_one_key_at_one_time_are_refused_and_named(string metric, string rows, string message)
    {
        Finding finding = Refused(metric, rows);

        (finding.Code, finding.Message).Should().Be(("CRM3034", message));
    }

    [Theory]
    [InlineData("balances", "balance account day amount\na1 2026-01-31 1\na1 2026-02-01 2\na2 2026-01-31 4", 6)]
    [InlineData("balances", "balance account day amount\n- 2026-01-31 1\n- 2026-01-31 2\na1 - 4\na1 - 8\na1 2026-01-31 16", 16)]
    [InlineData("cashes", "cash account currency seen amount\na1 x 2026-01-31T00:00:00Z 1\na1 y 2026-01-31T00:00:00Z 2\na1 - 2026-01-31T00:00:00Z 4\na1 x 2026-01-31T00:00:00.000001Z 8", 14)]
    public void Other_times_other_parts_and_rows_without_entity_or_time_are_fine(string metric, string rows, int sum) =>
        Tables(rows).Ask(Questions.Of(metric)).Find(metric)!.Value.Should().Be((Values.Rational)sum);
}
