using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Plans;

/// <summary><c>crm plan schema [FILE]</c>: the form of the files, for editors.</summary>
internal static class PlanSchemaCommand
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(ToolHost host)
    {
        var kind = new Argument<string?>("FILE") { Description = "One kind of file: plan, a part such as charter, objective or business; without it, all under $defs.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("schema", "Writes the form of the files of a plan as JSON Schema, for editors.") { kind };
        command.SetAction(async (parsed, _) =>
        {
            await host.Output.WriteAsync(parsed.GetValue(kind) is { } name ? Of(name) : PlanFiles.Schema());
            return ExitCode.Ok;
        });
        return command;
    }

    // An editor takes a schema for a file as a whole; a place within one is understood by few.
    private static string Of(string kind)
    {
        JsonNode whole = JsonNode.Parse(PlanFiles.Schema())!;
        JsonObject kinds = whole["$defs"]!.AsObject();
        if (kinds[kind] is not JsonObject one)
        {
            throw ToolException.BadUse($"a plan has no file of the kind '{kind}'. {Suggestion.Mend(kind, kinds.Select(k => k.Key))}");
        }

        var schema = new JsonObject { ["$schema"] = whole["$schema"]!.DeepClone() };
        foreach ((string name, JsonNode? value) in one)
        {
            schema[name] = value?.DeepClone();
        }

        return schema.ToJsonString(Readable) + "\n";
    }
}
