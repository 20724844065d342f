using System.CommandLine;
using System.Text.RegularExpressions;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Cli.Options;
using Crm.Sdk.Cli.Output;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;

namespace Crm.Sdk.Cli.Plans;

/// <summary><c>crm plan diff BEFORE AFTER</c> and <c>crm plan merge BASE OURS THEIRS</c>: versions of a plan, item by item.</summary>
internal static partial class PlanDiffCommand
{
    private const int LongestValue = 160;

    /// <summary>The format of the JSON that it prints.</summary>
    public const string JsonFormat = "crm-plan-diff/1";

    public static Command Create(ToolHost host)
    {
        Argument<string> before = Directory("BEFORE", "The directory of the former version."), after = Directory("AFTER", "The directory of the present one.");
        Option<string> format = CommonOptions.Format("text", "json");
        var command = new Command("diff", "Says what differs between two directories of a plan, item by item.") { before, after, format };
        command.SetAction((parsed, _) => DiffAsync(host, parsed.GetRequiredValue(before), parsed.GetRequiredValue(after), parsed.GetValue(format) == "json"));
        return command;
    }

    public static Command CreateMerge(ToolHost host)
    {
        Argument<string> origin = Directory("BASE", "The directory that both began with."), ours = Directory("OURS", "The directory that gets the merged plan."), theirs = Directory("THEIRS", "The directory of the other version.");
        var command = new Command("merge", "Puts the changes of THEIRS into OURS. What both changed stays as in OURS and is told.") { origin, ours, theirs };
        command.SetAction((parsed, _) => MergeAsync(host, parsed.GetRequiredValue(origin), parsed.GetRequiredValue(ours), parsed.GetRequiredValue(theirs)));
        return command;
    }

    private static Argument<string> Directory(string name, string description) => new(name) { Description = description };

    private static PlanDocument Read(ToolHost host, string folder) => new PlanFolder(host, host.PathOf(folder)).ReadOrStop();

    private static async Task<int> DiffAsync(ToolHost host, string before, string after, bool asJson)
    {
        PlanDocument former = Read(host, before), present = Read(host, after);
        IReadOnlyList<PlanChange> changes = former.DifferencesTo(present);
        if (asJson)
        {
            await ToolJson.WriteAsync(host.Output, json =>
            {
                json.WriteString("format", JsonFormat);
                json.WriteStartArray("changes");
                foreach (PlanChange change in changes)
                {
                    json.WriteStartObject();
                    json.WriteString("path", change.Path);
                    json.WriteString("kind", change.Kind.ToString().ToLowerInvariant());
                    json.WriteString("before", change.Before);
                    json.WriteString("after", change.After);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return ExitCode.Ok;
        }

        foreach (PlanChange change in changes)
        {
            string path = Named(change.Path, present, former);
            await host.Output.WriteLineAsync(change.Kind switch
            {
                PlanChangeKind.Added => $"+ {path}: {Short(change.After)}",
                PlanChangeKind.Removed => $"- {path}: {Short(change.Before)}",
                PlanChangeKind.Moved => $"~ {path}: moved, now {Short(change.After)}",
                _ => $"~ {path}: {Short(change.Before)} -> {Short(change.After)}",
            });
        }

        await host.Output.WriteLineAsync(changes.Count == 0 ? "Both are the same." : $"{Words.Count(changes.Count, "change")}.");
        return ExitCode.Ok;
    }

    private static async Task<int> MergeAsync(ToolHost host, string origin, string ours, string theirs)
    {
        PlanDocument first = Read(host, origin), own = Read(host, ours), other = Read(host, theirs);
        if (first.Id != own.Id || first.Id != other.Id)
        {
            throw ToolException.BadUse("these are versions of different plans: the 'id' in their plan.json differs. Nothing was written.");
        }

        MergedPlan merged = PlanMerge.Merge(first, own, other);
        var folder = new PlanFolder(host, host.PathOf(ours));
        Validation.Checked<PlanDocument> read = PlanFiles.Read(PlanFiles.Write(merged.Document));
        foreach (string file in folder.Write(merged.Document))
        {
            await host.Output.WriteLineAsync($"  {file}");
        }

        folder.States.Learn(new PlanFolder(host, host.PathOf(theirs)).States);
        foreach (PlanConflict conflict in merged.Conflicts)
        {
            await host.Error.WriteLineAsync($"conflict: {Named(conflict.Path, own, other, first)}: before {Short(conflict.Base)}, here {Short(conflict.Ours)}, there {Short(conflict.Theirs)}");
        }

        await host.Output.WriteLineAsync(merged.Conflicts.Count == 0 ? "Merged." : $"Merged, with {Words.Count(merged.Conflicts.Count, "conflict")} to settle by hand; {host.Shown(host.PathOf(ours))} has what stood there.");
        folder.Print(host.Error, read.Findings, host.ColoursError);
        return merged.Conflicts.Count == 0 && read.IsValid ? ExitCode.Ok : ExitCode.Findings;
    }

    // An objective goes by its id in a document and by its key in files: people know the file.
    private static string Named(string path, params ReadOnlySpan<PlanDocument> documents)
    {
        Match match = OfOne().Match(path);
        foreach (PlanDocument document in match.Success ? documents : [])
        {
            var id = Guid.Parse(match.Groups["id"].ValueSpan);
            PlanObjectives named = document.Plan.Content.Objectives ?? new PlanObjectives();
            string list = match.Groups["list"].Value;
            if ((list == "business" ? named.Business.FirstOrDefault(b => b.Id.Value == id)?.Key : named.Objectives.FirstOrDefault(o => o.Id.Value == id)?.Key) is { } key)
            {
                return $"{list}/{key}.json{match.Groups["rest"].Value.Replace(".objective.plan.", " ", StringComparison.Ordinal)}";
            }
        }

        return path;
    }

    // The whole of an item is not read on a line; it stands in the files.
    private static string Short(string? value) => value is null ? "nothing" : value.Length <= LongestValue ? value : $"{value.AsSpan(0, LongestValue)}\u2026";

    [GeneratedRegex(@"^(?<list>business|objectives)\[(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\](?<rest>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfOne();
}
