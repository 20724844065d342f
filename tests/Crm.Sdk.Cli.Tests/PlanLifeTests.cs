using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Tests;

/// <summary>A plan in files goes through its life by commands: objectives are pursued, sections agreed, the plan published and ended.</summary>
public sealed class PlanLifeTests
{
    [Fact]
    public async Task A_draft_that_is_SMART_gets_its_baseline_from_the_facts_and_is_pursued()
    {
        using ToolRun run = await PlannedAsync();

        (await run.CrmAsync("plan", "pursue", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().Contain("""
            orders  More orders in a quarter
              S  holds  ben answers for it, for all customers.
              M  holds  Orders from its value in 2025-Q2 to at least 9.
            """.ReplaceLineEndings("\n")).And.EndWith("Pursued 1 of 3 objectives.\n");
        run.Read("shop/plan/objectives/orders.json").Should().Contain("\"state\": \"Active\"").And.Contain("\"value\": \"13\"").And.Contain("\"period\": \"2025-Q2\"").And.Contain("\"definitionHash\"");

        (await run.CrmAsync("plan", "check", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Output);
        run.Output.Should().NotContain("'More orders in a quarter' has no baseline");
        (await run.CrmAsync("plan", "pursue", "orders", "--folder", "shop")).Should().Be(ExitCode.Ok, "nothing is left to do");
        run.Output.Should().Contain("is pursued already");
    }

    [Fact]
    public async Task Of_a_draft_that_is_not_it_is_said_what_is_missing_and_it_stays_one()
    {
        using ToolRun run = await PlannedAsync();

        (await run.CrmAsync("plan", "pursue", "refunds", "later", "--folder", "shop")).Should().Be(ExitCode.Findings);

        run.Output.Should().Contain("  S  lacks  name who answers for it.").And.Contain("  R  lacks  name a business objective")
            .And.Contain("  M  lacks  it starts from the value of sales.orders just before 2026-01-01, and that time has not ended; pursue it then.").And.EndWith("Pursued 0 of 2 objectives.\n");
        run.Error.Should().Contain("shop/plan/objectives/refunds.json(5,3) owner: error CRM6296: 'Less comes back' is not SMART yet, S: name who answers for it.")
            .And.Contain("shop/plan/objectives/later.json(6,3) metric: error CRM6296");
        run.Read("shop/plan/objectives/refunds.json").Should().NotContain("\"Active\"").And.Contain("\"baseline\"", "its baseline is known, and checks need not ask for it again");
    }

    [Fact]
    public async Task Nothing_is_written_by_a_dry_run()
    {
        using ToolRun run = await PlannedAsync();
        string before = All(run);

        (await run.CrmAsync("plan", "pursue", "--dry-run", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().EndWith("Could pursue 1 of 3 objectives. Nothing was written.\n");
        (await run.CrmAsync("plan", "pursue", "refunds", "--dry-run", "--folder", "shop")).Should().Be(ExitCode.Findings);

        All(run).Should().Be(before);
    }

    [Fact]
    public async Task Somebody_may_answer_for_it_that_an_objective_is_achievable()
    {
        using ToolRun run = await PlannedAsync();
        run.Change("shop/plan/objectives/orders.json", ">= 9", ">= 90");
        (await run.CrmAsync("plan", "pursue", "orders", "--folder", "shop")).Should().Be(ExitCode.Findings);
        run.Output.Should().Contain("  A  lacks  ");
        run.Error.Should().Contain("'crm plan pursue orders --override \"why\" --by WHO' says that somebody answers for it.");

        (await run.CrmAsync("plan", "pursue", "orders", "--override", "A new shop opens", "--by", "ann", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().Contain("  A  holds  ann answers for it: A new shop opens").And.EndWith("Pursued 1 of 1 objective.\n");
        run.Read("shop/plan/objectives/orders.json").Should().Contain("\"by\": \"ann\"").And.Contain("\"state\": \"Active\"");
    }

    [Fact]
    public async Task A_baseline_of_a_draft_whose_time_was_moved_is_taken_anew_and_never_kept()
    {
        using ToolRun run = await PlannedAsync();
        (await run.CrmAsync("plan", "pursue", "refunds", "--folder", "shop")).Should().Be(ExitCode.Findings);
        run.Read("shop/plan/objectives/refunds.json").Should().Contain("\"baseline\"");
        run.Change("shop/plan/objectives/refunds.json", "\"from\": \"2025-07-01\"", "\"from\": \"2026-01-01\"");
        run.Change("shop/plan/objectives/refunds.json", "\"to\": \"2025-10-01\"", "\"to\": \"2026-10-01\"");

        (await run.CrmAsync("plan", "pursue", "refunds", "--folder", "shop")).Should().Be(ExitCode.Findings);

        run.Output.Should().Contain("  M  lacks  it starts from the value of");
        run.Read("shop/plan/objectives/refunds.json").Should().NotContain("\"baseline\"");
    }

    [Theory]
    [InlineData("pursue", "orders", "--override", "why")]
    [InlineData("pursue", "orders", "--by", "ann")]
    [InlineData("pursue", "--override", "why", "--by", "ann")]
    [InlineData("cancel", "orders", "--reason", " ")]
    [InlineData("approve", "--by", "ann")]
    [InlineData("approve", "strategy", "--all", "--by", "ann")]
    [InlineData("assign", "strategy", "--to", "")]
    [InlineData("submit")]
    [InlineData("retire", "--reason", " ")]
    public async Task What_is_not_said_whole_is_not_done(params string[] args)
    {
        using ToolRun run = await PlannedAsync();
        string before = All(run);

        (await run.CrmAsync(["plan", .. args, "--folder", "shop"])).Should().Be(ExitCode.BadUse, run.Output);

        All(run).Should().Be(before);
    }

    [Theory]
    [InlineData("'order': error CRM6299: The plan has no objective 'order'. Did you mean 'orders'?", "pursue", "order")]
    [InlineData("'order': error CRM6299: The plan has no objective 'order'. Did you mean 'orders'?", "cancel", "order", "--reason", "why")]
    [InlineData("'strateg': error CRM6299: The plan has no section 'strateg'. Did you mean 'strategy'?", "submit", "risks", "strateg")]
    [InlineData("sections[risks]: error CRM6297: The section 'risks' is Draft; submit it before it is approved.", "approve", "strategy", "risks", "--by", "eve")]
    [InlineData("state: error CRM6297: The plan 'CRM 2025' is Draft; it is submitted first, then published.", "publish")]
    [InlineData("CRM6231: No objective of the plan has a metric that says how it goes for customers.", "submit", "strategy", "--plan")]
    public async Task A_step_that_cannot_be_taken_is_a_finding_and_nothing_is_half_written(string finding, params string[] args)
    {
        using ToolRun run = await PlannedAsync();
        (await run.CrmAsync("plan", "submit", "strategy", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        File.Delete(Path.Combine(run.Folder, "shop/plan/monitoring.json"));
        string before = All(run);

        (await run.CrmAsync(["plan", .. args, "--folder", "shop"])).Should().Be(ExitCode.Findings);

        run.Error.Should().Contain(finding);
        All(run).Should().Be(before);
    }

    [Fact]
    public async Task A_plan_is_agreed_section_by_section_published_and_ended()
    {
        using ToolRun run = await PlannedAsync();

        await Says(run, "ben answers for 2 sections.", "assign", "strategy", "risks", "--to", "ben");
        await Says(run, "Gave 14 sections and the plan to be read.", "submit", "--all", "--plan");
        await Says(run, "eve approved 1 section.", "approve", "strategy", "--by", "eve", "--note", "well done");
        await Says(run, "The plan does without 1 section.", "waive", "training", "--reason", "nobody is new");
        (await run.CrmAsync("plan", "publish", "--folder", "shop")).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("CRM6298: Nobody agreed yet to executive-summary, objectives, customer-analysis, technology, ").And.NotContain("training");
        await Says(run, "eve approved 13 sections.", "approve", "--all", "--by", "eve");
        await Says(run, "That is so already; nothing was written.", "approve", "--all", "--by", "eve");
        await Says(run, "'CRM 2025' is carried out from now on.", "publish");
        string head = run.Read("shop/plan/plan.json");
        head.Should().Contain("\"state\": \"Published\"").And.Contain("\"note\": \"well done\"").And.Contain("\"waivedBecause\": \"nobody is new\"").And.Contain("\"owner\": \"ben\"")
            .And.Contain("\"at\": \"2025-08-10T10:30:00Z\"");
        (await run.CrmAsync("plan", "status", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().StartWith("CRM 2025, Published");

        // What is read again, and what is given up, once made a published plan one that could not be applied.
        await Says(run, "Gave 1 section to be read.", "submit", "strategy", "--again");
        await Says(run, "Gave 1 section to be read.", "submit", "training");
        await Says(run, "Gave up 'More orders in a quarter'.", "cancel", "orders", "--reason", "the shop moves");
        (await run.CrmAsync("plan", "check", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Output);
        run.Output.Should().Contain("CRM6279").And.NotContain("CRM6285");

        await Says(run, "'CRM 2025' is over.", "retire", "--reason", "the year is over");
        (await run.CrmAsync("plan", "assign", "risks", "--to", "eve", "--folder", "shop")).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("CRM6297: The plan 'CRM 2025' is over.");
        (await run.CrmAsync("plan", "pursue", "--folder", "shop")).Should().Be(ExitCode.Findings);
        (await run.CrmAsync("plan", "review", "--decision", "go on", "--folder", "shop")).Should().Be(ExitCode.BadUse);
        run.Error.Should().Contain("'CRM 2025' is over: the year is over");
    }

    /// <summary>An editor tells nobody that a section is another one now; without this an approval of it could not be renewed.</summary>
    [Fact]
    public async Task A_section_that_changed_is_submitted_again_and_approved_anew()
    {
        using ToolRun run = await PlannedAsync();
        await Says(run, "Gave 1 section to be read.", "submit", "strategy");
        await Says(run, "eve approved 1 section.", "approve", "strategy", "--by", "eve");
        await Says(run, "That is so already; nothing was written.", "submit", "strategy");

        await Says(run, "Gave 1 section to be read.", "submit", "strategy", "--again");

        run.Read("shop/plan/plan.json").Should().Contain("\"status\": \"InReview\"").And.NotContain("\"by\": \"eve\"");
        await Says(run, "eve approved 1 section.", "approve", "strategy", "--by", "eve");
        run.Read("shop/plan/plan.json").Should().Contain("\"status\": \"Agreed\"").And.Contain("\"by\": \"eve\"");
    }

    [Fact]
    public async Task An_objective_is_given_up_with_a_reason_and_not_taken_up_again()
    {
        using ToolRun run = await PlannedAsync();

        await Says(run, "Gave up 'More orders in a quarter'.", "cancel", "orders", "--reason", "the shop moves");
        run.Read("shop/plan/objectives/orders.json").Should().Contain("\"state\": \"Cancelled\"").And.Contain("\"cancelReason\": \"the shop moves\"");

        (await run.CrmAsync("plan", "cancel", "orders", "--reason", "again", "--folder", "shop")).Should().Be(ExitCode.Findings);
        run.Error.Should().Contain("objectives/orders.json").And.Contain("CRM6297: 'More orders in a quarter' was given up: the shop moves");
        (await run.CrmAsync("plan", "pursue", "orders", "--folder", "shop")).Should().Be(ExitCode.Findings);
    }

    /// <summary>What the commands write is what the CRM takes over: approvals and states are not lost on the way there and back.</summary>
    [Fact]
    public async Task What_was_agreed_in_files_is_agreed_in_the_CRM()
    {
        using ToolRun run = await StoredCompany.ImportedAsync();
        (await run.CrmAsync("plan", "new", "CRM 2025", "--owner", "ann", "--year", "2025", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);
        foreach (string[] args in (string[][])[["apply", "--reason", "first"], ["submit", "strategy"], ["approve", "strategy", "--by", "eve"], ["apply", "--reason", "agreed"]])
        {
            (await run.CrmAsync(["plan", .. args, "--folder", "company"])).Should().Be(ExitCode.Ok, run.Error);
        }

        string head = run.Read("company/plan/plan.json");
        (await run.CrmAsync("plan", "export", "--folder", "company")).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().Be("The files are so already.\n");
        head.Should().Contain("\"status\": \"Agreed\"").And.Contain("\"by\": \"eve\"");
    }

    private static async Task Says(ToolRun run, string last, params string[] args)
    {
        (await run.CrmAsync(["plan", .. args, "--folder", "shop"])).Should().Be(ExitCode.Ok, run.Error);
        run.Output.Should().EndWith(last + "\n");
    }

    private static string All(ToolRun run) => string.Join("\n", run.Files().Where(f => f.StartsWith("shop/plan/", StringComparison.Ordinal)).Select(f => $"{f}: {run.Read(f)}"));

    // The shop has rows of 2025; its commands look at it as of the clock of the run, in the middle of August.
    private static async Task<ToolRun> PlannedAsync()
    {
        ToolRun run = await ToolRun.WithShopAsync();
        run.Change("shop/crm.json", "  \"now\": \"2026-01-01\",\n", "");
        (await run.CrmAsync("plan", "new", "CRM 2025", "--owner", "ann", "--year", "2025", "--folder", "shop")).Should().Be(ExitCode.Ok, run.Error);
        run.Write("shop/plan/business/grow.json", """{ "title": "Grow with those who know us", "owner": "ann", "due": "2026-01-01" }""");
        run.Write("shop/plan/objectives.json", """{ "business": [{ "key": "grow" }], "objectives": [{ "key": "orders" }, { "key": "refunds" }, { "key": "later" }] }""");
        run.Write("shop/plan/monitoring.json", """{ "kpis": [{ "key": "orders", "metric": "sales.orders", "outcome": "Loyalty", "cadence": "Quarter", "owner": "ben" }] }""");
        Objective("orders", "More orders in a quarter", "ben", "sales.orders", ">= 9", "2025-07-01", "\"grow\"");
        Objective("refunds", "Less comes back", "", "sales.refund_rate", "<= 5 %", "2025-07-01", "");
        Objective("later", "More orders next year", "ben", "sales.orders", ">= 20", "2026-01-01", "\"grow\"");
        return run;

        void Objective(string key, string title, string owner, string metric, string target, string from, string serves) => run.Write($"shop/plan/objectives/{key}.json", $$"""
            {
              "title": "{{title}}",
              "kind": "Retention",
              "reading": "LastPeriod",
              "owner": "{{owner}}",
              "metric": "{{metric}}",
              "grain": "Quarter", "target": "{{target}}",
              "from": "{{from}}",
              "to": "{{from[..4]}}-10-01",
              "serves": [{{serves}}],
              "reviews": ["{{from[..4]}}-09-01"]
            }
            """);
    }
}
