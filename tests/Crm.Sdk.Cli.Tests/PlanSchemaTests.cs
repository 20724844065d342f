using System.Text.Json.Nodes;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Plans.Documents;

namespace Crm.Sdk.Cli.Tests;

public sealed class PlanSchemaTests
{
    [Fact]
    public async Task The_form_of_all_files_is_written()
    {
        using var run = new ToolRun();

        (await run.CrmAsync("plan", "schema")).Should().Be(ExitCode.Ok, run.Error);

        run.Output.Should().Be(PlanFiles.Schema());
    }

    [Fact]
    public async Task The_form_of_one_file_stands_for_itself()
    {
        using var run = new ToolRun();

        (await run.CrmAsync("plan", "schema", "timeline")).Should().Be(ExitCode.Ok, run.Error);

        JsonObject schema = JsonNode.Parse(run.Output)!.AsObject(), whole = JsonNode.Parse(PlanFiles.Schema())!.AsObject();
        schema["$schema"]!.GetValue<string>().Should().Be("https://json-schema.org/draft/2020-12/schema");
        JsonNode.DeepEquals(schema["properties"], whole["$defs"]!["timeline"]!["properties"]).Should().BeTrue();
        (await run.CrmAsync("plan", "schema", "timelin")).Should().Be(ExitCode.BadUse);
        run.Error.Should().Contain("Did you mean 'timeline'?");
    }
}
