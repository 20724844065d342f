using System.CommandLine;
using System.Text.Json;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Workspaces;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Cli.Stores;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Cli.Commands;

/// <summary><c>crm list [FOLDER]</c>: what a workspace declares.</summary>
internal static class ListCommand
{
    /// <summary>The format of the JSON that it prints.</summary>
    public const string JsonFormat = "crm-list/1";

    public static Command Create(ToolHost host)
    {
        Argument<string> folder = CommonOptions.Folder();
        Option<string> format = CommonOptions.Format("text", "json");
        var command = new Command("list", "Lists facts, segments and metrics with their titles.") { folder, format };
        command.SetAction((parsed, cancellationToken) => RunAsync(host, parsed.GetRequiredValue(folder), parsed.GetValue(format) == "json", cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ToolHost host, string typed, bool asJson, CancellationToken cancellationToken)
    {
        if (await StoreCommand.OpenWorkspaceAsync(host, WorkspaceAccess.ExistingFolder(host, typed), data: null, asJson, cancellationToken) is not { } workspace)
        {
            return ExitCode.Findings;
        }

        CrmModel model = workspace.Model;
        if (asJson)
        {
            await ToolJson.WriteAsync(host.Output, json => WriteJson(json, workspace));
            return ExitCode.Ok;
        }

        await WriteAsync(host.Output, "facts", [.. model.Facts.Values.Select(f => (f.Name, f.Schema.Shape.ToString().ToLowerInvariant(), FileOf(workspace, f) ?? "no mapping"))]);
        await WriteAsync(host.Output, "segments", [.. model.Segments.Values.Select(s => (s.Name, s.Entity.Name, s.Title ?? ""))]);
        await WriteAsync(host.Output, "metrics", [.. model.Metrics.Values.Select(m => (m.Name, m.Unit.Name, m.Title ?? ""))]);
        await WriteAsync(host.Output, "targets", [.. model.Targets.Values.Select(t => (t.Name, t.Declaration.Metric.FullName, t.Title ?? ""))]);
        await WriteAsync(host.Output, "calendars", [.. model.Calendars.Values.Select(c => (c.Name, c.Hours.Zone.Id, ""))]);
        return ExitCode.Ok;
    }

    private static string? FileOf(Workspace workspace, BoundFact fact) =>
        workspace.Sources.FirstOrDefault(s => s.Schema.Name == fact.Name)?.DataName
        ?? (workspace.Store?.Schema.Facts.Contains(fact.Schema) == true ? WorkspaceStore.FileName : null);

    private static async Task WriteAsync(TextWriter output, string title, IReadOnlyList<(string Name, string Kind, string Text)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await output.WriteLineAsync(title);
        int names = rows.Max(r => r.Name.Length), kinds = rows.Max(r => r.Kind.Length);
        foreach ((string name, string kind, string text) in rows.OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            await output.WriteLineAsync($"  {name.PadRight(names)}  {kind.PadRight(kinds)}  {text}".TrimEnd());
        }
    }

    private static void WriteJson(Utf8JsonWriter json, Workspace workspace)
    {
        json.WriteString("format", JsonFormat);
        json.WriteString("name", workspace.Name);
        Array(json, "facts", workspace.Model.Facts.Values.OrderBy(f => f.Name, StringComparer.Ordinal), fact =>
        {
            json.WriteString("name", fact.Name);
            json.WriteString("shape", fact.Schema.Shape.ToString().ToLowerInvariant());
            json.WriteString("file", FileOf(workspace, fact));
            Array(json, "fields", fact.Schema.Fields, field =>
            {
                json.WriteString("name", field.Name);
                json.WriteString("role", field.Role.ToString().ToLowerInvariant());
                json.WriteString("type", field.Type.ToString());
            });
        });
        Array(json, "segments", workspace.Model.Segments.Values.OrderBy(s => s.Name, StringComparer.Ordinal), segment =>
        {
            json.WriteString("name", segment.Name);
            json.WriteString("title", segment.Title);
            json.WriteString("entity", segment.Entity.Name);
            json.WriteString("hash", segment.Hash);
        });
        Array(json, "metrics", workspace.Model.Metrics.Values.OrderBy(m => m.Name, StringComparer.Ordinal), metric =>
        {
            json.WriteString("name", metric.Name);
            json.WriteString("title", metric.Title);
            json.WriteString("unit", metric.Unit.Name);
            json.WriteString("hash", metric.Hash);
        });
        Array(json, "targets", workspace.Model.Targets.Values.OrderBy(t => t.Name, StringComparer.Ordinal), target =>
        {
            json.WriteString("name", target.Name);
            json.WriteString("title", target.Title);
            json.WriteString("metric", target.Declaration.Metric.FullName);
            json.WriteString("hash", target.Hash);
        });
        Array(json, "calendars", workspace.Model.Calendars.Values.OrderBy(c => c.Name, StringComparer.Ordinal), calendar =>
        {
            json.WriteString("name", calendar.Name);
            json.WriteString("zone", calendar.Hours.Zone.Id);
            json.WriteString("hash", calendar.Hash);
        });
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> members)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
