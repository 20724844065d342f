using System.Text.Json.Nodes;
using Crm.Sdk.Domain.Tests.Aggregates;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans;
using Crm.Sdk.Storage;
using Crm.Sdk.TestKit.Plans;
using Crm.Sdk.TestKit;
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
        document = document with { Plan = document.Plan with { State = seed % 2 == 0 ? PlanState.Draft : PlanState.Retired } };
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

    /// <summary>A state that somebody wrote into plan.json once published a plan that the gate had refused.</summary>
    [Fact]
    public async Task A_state_that_somebody_wrote_opens_no_gate_and_nothing_is_taken_over()
    {
        await using var crm = new CrmRuntime(new InMemoryCrmStore(StandardSchema.Create("EUR")));
        await crm.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        PlanDocument draft = SoundPlan.Document, published = draft with { Plan = draft.Plan with { State = PlanState.Published } }, software = SoundPlan.With(c => c with { Monitoring = null });

        await Refused(published, "*It is published, and nobody agreed to executive-summary, objectives*");
        await Refused(software with { Plan = software.Plan with { State = PlanState.InReview } }, "*no objective of it has a metric that says how it goes for customers*");
        (await session.Objectives.FindAsync(SoundPlan.Keep)).Should().BeNull("it is asked before anything is changed");

        CrmPlan plan = await session.TakeOverAsync(draft, "as it is", Specimens.Start);
        await Refused(published, "*nobody agreed*");
        plan.Submit([(await session.Objectives.FindAsync(SoundPlan.Keep))!], Specimens.Start);
        foreach (string section in PlanSectionKeys.Fourteen)
        {
            plan.Waive(section, "small", Specimens.Start);
        }

        plan.Publish(Specimens.Start);
        PlanDocument document = await session.ToDocumentAsync(plan);
        PlanDocument changed = document with { Plan = document.Plan with { Sections = [.. document.Plan.Sections.Select(s => s.Section == PlanSectionKeys.Risks ? s with { Status = SectionStatus.Draft, WaivedBecause = null, WasAgreed = true } : s)] } };
        await session.TakeOverAsync(changed, "a section changed", Specimens.Start);
        plan.State.Should().Be(PlanState.Published, "what was published stays so while a section is read again");

        async Task Refused(PlanDocument document, string why) => await FluentActions.Awaiting(async () => await session.TakeOverAsync(document, "by hand", Specimens.Start)).Should().ThrowAsync<ArgumentException>().WithMessage(why);
    }

    /// <summary>Half of a document was once in the session when another part of it was refused.</summary>
    [Fact]
    public async Task What_is_refused_changes_nothing_at_all()
    {
        await using var crm = new CrmRuntime(new InMemoryCrmStore(StandardSchema.Create("EUR")));
        await crm.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        PlanDocument sound = SoundPlan.Document, untitled = sound with { Plan = sound.Plan with { Title = " " } };
        PlanDocument nobodys = sound with { Business = [.. sound.Business, sound.Business[0] with { Id = new BusinessObjectiveId(new Guid(9, 9, 9, new byte[8])), Owner = "" }] };

        foreach (PlanDocument document in new[] { untitled, nobodys })
        {
            await FluentActions.Awaiting(async () => await session.TakeOverAsync(document, "by hand", Specimens.Start)).Should().ThrowAsync<ArgumentException>();
        }

        (await session.CommitAsync()).Should().BeNull();
    }

    /// <summary>A target was once changed in a file without a word, under an approval of the one before.</summary>
    [Fact]
    public async Task An_objective_is_part_of_what_was_agreed_and_its_change_is_kept_with_its_reason()
    {
        await using var crm = new CrmRuntime(new InMemoryCrmStore(StandardSchema.Create("EUR")));
        await crm.OpenAsync();
        await using CrmSession session = crm.OpenSession(TenantId.Single, ActorRef.User("ann"));
        CrmPlan plan = await session.TakeOverAsync(SoundPlan.Document, "as it is", Specimens.Start);
        plan.Submit(PlanSectionKeys.Objectives, Specimens.Start);
        plan.Approve(PlanSectionKeys.Objectives, "ceo", null, Specimens.Start);
        await session.CommitAsync();
        PlanDocument now = await session.ToDocumentAsync(plan);
        ObjectiveDocument keep = now.Objectives.Single();

        await session.TakeOverAsync(now with { Objectives = [keep with { Objective = keep.Objective with { Plan = keep.Objective.Plan with { Target = TargetExpression.Parse("+9 %") } } }] }, "more of it", Specimens.Start + Duration.FromDays(1));

        plan.Sections.Single(s => s.Section == PlanSectionKeys.Objectives).Should().BeEquivalentTo(new { Status = SectionStatus.Draft, Approvals = Array.Empty<SectionApproval>(), WasAgreed = true });
        plan.Revisions[^1].Should().Match<PlanRevision>(r => r.Reason == "more of it" && r.Changes.Single().Path == "objectives.keep.target" && r.Changes.Single().After == "\"+9 %\"");
    }

    /// <summary>Such a name once ended every command of plans as a fault of the tool.</summary>
    [Fact]
    public void A_name_with_half_a_character_is_told() =>
        PlanFiles.Read(new Dictionary<string, string> { ["plan.json"] = "{ \"\\ud800\": 1 }" }).Findings.Should().ContainSingle(f => f.Code == "CRM6204").Which.Message.Should().Contain("half a character");

    /// <summary>Files once held "status": "Draft", "evidence": {} and "isExecutive": false, though what says nothing is left out.</summary>
    [Fact]
    public void What_says_nothing_is_left_out_of_files_and_read_back_the_same()
    {
        PlanDocument document = SoundPlan.Document with
        {
            Plan = SoundPlan.Document.Plan with { Sections = [new SectionState { Section = "risks", Owner = "ann" }] },
            Objectives = [SoundPlan.Document.Objectives[0] with { Objective = SoundPlan.Document.Objectives[0].Objective with { Evidence = new Crm.Sdk.Objectives.ObjectiveEvidence() } }],
        };

        IReadOnlyDictionary<string, string> files = PlanFiles.Write(document);

        string.Concat(files.Values).Should().NotContainAny("\"status\": \"Draft\"", "\"evidence\": {}", ": false", "\"state\": \"Open\"");
        files["plan.json"].Should().Contain("\"state\": \"Draft\"", "where the plan stands is said in any case");
        document.DifferencesTo(PlanFiles.Read(files).ThrowIfInvalid()).Should().BeEmpty();
    }

    [Fact]
    public void The_published_schema_is_that_of_the_files()
    {
        string path = RepositoryRoot.Combine("docs/schemas/crm-plan-1.schema.json");
        if (Environment.GetEnvironmentVariable("CRM_APPROVE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, PlanFiles.Schema());
        }

        File.ReadAllText(path).ReplaceLineEndings("\n").Should().Be(PlanFiles.Schema(), "run this test with CRM_APPROVE_DOCS=1 after a change of the parts");
    }

    /// <summary>Amounts that were spent were once a pointer to another place than that of the file, beside a word that forbade all their names.</summary>
    [Fact]
    public void A_type_that_stands_twice_in_a_file_has_its_whole_form_in_each_place()
    {
        JsonNode line = JsonNode.Parse(PlanFiles.Schema())!["$defs"]!["budget"]!["properties"]!["lines"]!["items"]!["properties"]!;

        JsonNode.DeepEquals(line["actual"], line["planned"]).Should().BeTrue();
        PlanFiles.Schema().Should().NotContain("$ref");
    }

    [Fact]
    public void Items_of_a_list_of_days_are_days() =>
        JsonNode.Parse(PlanFiles.Schema())!["$defs"]!["objective"]!["properties"]!["reviews"]!["items"]!["format"]!.GetValue<string>().Should().Be("date");

    [Fact]
    public void Every_kind_of_file_has_a_schema_that_knows_its_names()
    {
        JsonObject kinds = JsonNode.Parse(PlanFiles.Schema())!["$defs"]!.AsObject();
        foreach ((string file, string text) in PlanFiles.Write(SoundPlan.Document).Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)))
        {
            string kind = file.StartsWith("objectives/", StringComparison.Ordinal) ? "objective" : file.StartsWith("business/", StringComparison.Ordinal) ? "business" : Path.GetFileNameWithoutExtension(file);
            JsonObject schema = kinds[kind]!.AsObject();
            JsonObject.Parse(text)!.AsObject().Select(p => p.Key).Should().BeSubsetOf(schema["properties"]!.AsObject().Select(p => p.Key), file);
            (schema["required"] as JsonArray ?? []).Select(r => (string)r!).Should().BeSubsetOf(JsonNode.Parse(text)!.AsObject().Select(p => p.Key), file);
        }
    }

    [Theory]
    [InlineData("charter.json", "{ \"definitions\": \"x\" }", "charter.json definitions: error CRM6201: 'definitions' is no part of this. Did you mean 'definition'?")]
    [InlineData("charter.json", "{ \"stakeholders\": [{ \"key\": \"ann\", \"name\": \"Ann\", \"role\": \"Boss\" }] }", "charter.json stakeholders[ann].role: error CRM6203: \"Boss\" does not belong here. Write one of Sponsor, Manager, User, Affected, ProcessChampion, Advisor.")]
    [InlineData("charter.json", "{ \"stakeholders\": [{ \"key\": \"ann\", \"role\": \"User\" }] }", "charter.json stakeholders[ann]: error CRM6202: 'name' is missing. Add it: a text.")]
    [InlineData("charter.json", "{ \"stakeholders\": { } }", "charter.json stakeholders: error CRM6203: Here is a list in brackets, not an object.")]
    [InlineData("charter.json", "{ \"stakeholders\": [null] }", "charter.json stakeholders: error CRM6203: An item of the list is null. Take it out, or give it a value.")]
    [InlineData("charter.json", "{ \"definition\": ", "charter.json(1,17): error CRM6204")]
    [InlineData("budget.json", "{ \"total\": \"many\" }", "budget.json total: error CRM6203: \"many\" does not belong here. Write an amount such as \"12.50 EUR\".")]
    [InlineData("timeline.json", "{ \"phases\": [{ \"key\": \"a\", \"title\": \"a\", \"from\": \"1.2.2026\", \"to\": \"2026-03-01\" }] }", "timeline.json phases[a].from: error CRM6203: \"1.2.2026\" does not belong here. Write a day such as 2026-03-01.")]
    [InlineData("budgets.json", "{ }", "budgets.json: error CRM6205: A plan has no file 'budgets.json'. Did you mean 'budget.json'?")]
    [InlineData("risks.jsonc", "{ }", "risks.jsonc: error CRM6205: A plan has no file 'risks.jsonc'. Did you mean 'risks.json'?")]
    [InlineData("risks.yaml", "", "risks.yaml: error CRM6205: A plan has no file 'risks.yaml'. PlanYaml of Crm.Sdk.Interchange reads YAML")]
    [InlineData("text/budget.txt", "", "text/budget.txt: error CRM6205: A plan has no file 'text/budget.txt'. Texts are Markdown: text/budget.md.")]
    [InlineData("objective/", "", "objective: error CRM6205: A plan has no folder 'objective'. Did you mean 'objectives'?")]
    [InlineData("objective/keep.json", "{ }", "objective/keep.json: error CRM6205: A plan has no file 'objective/keep.json'. Did you mean 'objectives/keep.json'?")]
    [InlineData("objectives/big/x.json", "{ }", "objectives/big/x.json: error CRM6205: A plan has no file 'objectives/big/x.json'. Keep it elsewhere.")]
    [InlineData("business/list.txt", "", "business/list.txt: error CRM6205: A plan has no file 'business/list.txt'.")]
    [InlineData("charter.json", "", "charter.json: error CRM6204: The file is empty. Write {} for a part with nothing in it, or take the file away.")]
    [InlineData("review.json", "{\n  \"cadence\": \"Month\",\n  \"cadence\": \"Year\"\n}", "review.json(3,3): error CRM6204: The file is no JSON: the name 'cadence' stands twice in one place. Take one of them out.")]
    [InlineData("objectives.json", "{ \"business\": [{ \"key\": \"grow\" }] }", "objectives/keep.json: error CRM6215: objectives/keep.json is not listed in objectives.json: it is no part of the plan and would be lost. Add { \"key\": \"keep\" } to \"objectives\" in objectives.json, or take the file away.")]
    [InlineData("business/other.json", "{ \"title\": \"Other\", \"owner\": \"eve\", \"due\": \"2027-01-01\" }", "business/other.json: error CRM6215")]
    [InlineData("objectives.json", "{ \"objectives\": [{ \"key\": \"kep\" }, { \"key\": \"keep\" }] }", "objectives.json objectives[kep]: error CRM6207: There is no file 'objectives/kep.json' for 'kep'. Did you mean 'keep'?")]
    [InlineData("plan.json", "{ \"title\": \"P\" }", "plan.json id: error CRM6202: 'id' is missing. Add one: a UUID that no other plan has, and that stays. 'crm plan new' writes a plan that has one.")]
    [InlineData("plan.json", "{ \"id\": \"00000000-0000-0000-0000-0000000000c1\", \"title\": \"P\", \"owner\": \"a\", \"from\": \"2026-01-01\", \"to\": \"2025-01-01\", \"grain\": \"Month\" }", "plan.json to: error CRM6209: The plan 'P' ends on 2025-01-01, which is not after 2026-01-01; 'to' is the first day after the plan.")]
    [InlineData("objectives/keep.json", "{ \"title\": \"Keep\", \"kind\": \"retention\", \"owner\": \"ann\", \"metric\": \"retention\", \"reading\": \"lastPeriod\", \"grain\": \"month\", \"target\": \"+5 %\", \"from\": \"2026-01-01\", \"to\": \"2025-01-01\" }", "objectives/keep.json to: error CRM6209: 'Keep' ends on 2025-01-01, which is not after 2026-01-01.")]
    [InlineData("objectives/keep.json", "{ \"title\": \"Keep\" }", "objectives/keep.json: error CRM6202: 'kind' is missing. Add it: one of Acquisition, Development, Retention.")]
    [InlineData("objectives/copy.json", "{ \"id\": \"00000000-0000-0000-0000-0000000000A1\" }", "objectives/keep.json id: error CRM6207: 'objectives/keep.json' has the id of 'objectives/copy.json'. Take 'id' out of the copy.")]
    [InlineData("budget.json", "{ \"total\": \"12,50 EUR\" }", "budget.json total: error CRM6203: \"12,50 EUR\" does not belong here.")]
    [InlineData("business/grow.json", "{ \"title\": \"Grow\", \"owner\": \"eve\", \"due\": \"2027-01-01\", \"parent\": \"grwo\" }", "business/grow.json parent: error CRM6207: There is no business objective 'grwo'. Did you mean 'grow'?")]
    [InlineData("business/grow.json", "{ \"title\": \"Grow\", \"owner\": \"eve\", \"due\": \"2027-01-01\", \"parent\": \"grow\" }", "business/grow.json parent: error CRM6207: 'Grow' cannot serve itself.")]
    [InlineData("business/grow.json", "{ \"id\": 5, \"title\": \"Grow\", \"owner\": \"eve\", \"due\": \"2027-01-01\" }", "business/grow.json id: error CRM6203: 5 is no id.")]
    [InlineData("business/grow.json", "null", "business/grow.json: error CRM6203")]
    [InlineData("plan.json", "null", "plan.json: error CRM6203")]
    [InlineData("plan.json", "{ \"format\": 1 }", "plan.json format: error CRM6208")]
    [InlineData("plan.json", "{ \"id\": 5, \"title\": \"P\" }", "plan.json")]
    [InlineData("plan.json", "{ \"id\": \"00000000-0000-0000-0000-000000000000\", \"title\": \"P\", \"owner\": \"a\", \"from\": \"2026-01-01\", \"to\": \"2027-01-01\", \"grain\": \"Month\" }", "plan.json id: error CRM6209")]
    [InlineData("plan.json", "{ \"id\": \"00000000-0000-0000-0000-0000000000c1\", \"title\": \"P\", \"owner\": \"a\", \"from\": \"2026-01-01\", \"to\": \"2027-01-01\", \"grain\": 99 }", "plan.json grain: error CRM6203: 99 does not belong here. Write one of Day")]
    [InlineData("plan.json", "{ \"texts\": [] }", "plan.json texts: error CRM6201")]
    [InlineData("revisions.json", "{}", "revisions.json: error CRM6203")]
    [InlineData("plan.json", "{ \"format\": \"crm-plan/9\" }", "plan.json format: error CRM6208: 'crm-plan/9' is not a form of plan that is read here. This reads crm-plan/1.")]
    public void A_broken_file_is_told_with_its_place_and_a_mend(string file, string text, string finding)
    {
        Dictionary<string, string> files = PlanFiles.Write(SoundPlan.Document).ToDictionary();
        files[file] = text;

        Checked<PlanDocument> read = PlanFiles.Read(files);

        read.IsValid.Should().BeFalse();
        read.Findings[0].ToString().Should().StartWith(finding);
    }

    [Theory]
    [InlineData("charter.json", "// to be written\n")]
    [InlineData("revisions.json", "/* none yet */")]
    public void A_file_of_nothing_but_comments_is_a_part_with_nothing_in_it(string file, string text) =>
        PlanFiles.Read(new Dictionary<string, string>(PlanFiles.Write(SoundPlan.Document)) { [file] = text }).ThrowIfInvalid();

    [Fact]
    public void A_business_objective_that_is_served_needs_no_place_in_the_list()
    {
        Dictionary<string, string> files = PlanFiles.Write(SoundPlan.Document).ToDictionary();
        files["business/above.json"] = "{ \"title\": \"Above\", \"owner\": \"eve\", \"due\": \"2027-01-01\" }";
        files["business/grow.json"] = "{ \"title\": \"Grow\", \"owner\": \"eve\", \"due\": \"2027-01-01\", \"parent\": \"above\" }";

        PlanFiles.Read(files).Findings.Should().NotContain(f => f.Code == "CRM6215");
    }

    [Fact]
    public void Files_that_people_write_need_no_ids_and_may_name_the_schema()
    {
        PlanDocument read = PlanFiles.Read(new Dictionary<string, string>
        {
            ["plan.json"] = """{ "$schema": "x#/$defs/plan", "id": "00000000-0000-0000-0000-0000000000c1", "title": "P", "owner": "ann", "from": "2026-01-01", "to": "2027-01-01", "grain": "month", }""",
            ["objectives.json"] = """{ "business": [{ "key": "grow" }], "objectives": [{ "key": "keep" }] } // by hand""",
            ["business/grow.json"] = """{ "title": "Grow", "owner": "eve", "due": "2027-01-01" }""",
            ["objectives/keep.json"] = """
                { "title": "Keep", "kind": "retention", "owner": "ann", "metric": "retention", "reading": "lastPeriod", "grain": "month", "target": "+5 %", "from": "2026-01-01", "to": "2027-01-01", "serves": ["grow"] }
                """,
        }).ThrowIfInvalid();

        read.Objectives.Should().ContainSingle().Which.Objective.Plan.Serves.Should().Equal(read.Business.Single().Id);
        read.Plan.Content.Objectives!.Objectives.Should().ContainSingle().Which.Id.Should().Be(read.Objectives[0].Id);
        PlanFiles.Read(PlanFiles.Write(read)).Value!.Objectives[0].Id.Should().Be(read.Objectives[0].Id, "an id that was given stays");
    }

    /// <summary>Ids were taken out of the list of objectives though no file said them, and the next reading failed.</summary>
    [Fact]
    public void A_key_that_cannot_name_a_file_and_an_objective_without_one_keep_their_ids()
    {
        PlanDocument odd = SoundPlan.With(c => c with
        {
            Objectives = c.Objectives! with { Objectives = [c.Objectives.Objectives[0] with { Key = "Win_Back" }, new Crm.Sdk.Plans.Parts.PlannedObjective { Key = "gone", Id = Specimens.Id<Crm.Sdk.Objectives.ObjectiveId>(9) }] },
        });

        IReadOnlyDictionary<string, string> files = PlanFiles.Write(odd);

        PlanDiff.Between(PlanFiles.Read(files.Where(f => f.Key != "x").ToDictionary()).Value?.Plan ?? odd.Plan, odd.Plan).Should().BeEmpty();
        files["objectives.json"].Should().Contain($"{Specimens.Id<Crm.Sdk.Objectives.ObjectiveId>(9)}");
        files.Keys.Should().Contain($"objectives/{SoundPlan.Keep}.json");
    }

    [Fact]
    public void A_directory_without_a_head_is_told_so() => PlanFiles.Read(new Dictionary<string, string>()).Findings.Should().ContainSingle().Which.Code.Should().Be("CRM6206");
}
