using System.Text.Json;
using Crm.Sdk.Aggregates;
using Crm.Sdk.Import.Findings;
using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>What <c>crm.json</c> says.</summary>
internal sealed class WorkspaceSettings
{
    private WorkspaceSettings(string? name, ReportingCalendar calendar, Instant? now, string data, WorkspaceStore? store, IReadOnlyList<WorkspaceRates> rates)
    {
        Name = name;
        Calendar = calendar;
        Now = now;
        Data = data;
        Store = store;
        Rates = rates;
    }

    public string? Name { get; }

    public ReportingCalendar Calendar { get; }

    public Instant? Now { get; }

    /// <summary>The data folder, relative to the workspace.</summary>
    public string Data { get; }

    /// <summary>The CRM of the workspace; null when it has none.</summary>
    public WorkspaceStore? Store { get; }

    /// <summary>The tables of rates.</summary>
    public IReadOnlyList<WorkspaceRates> Rates { get; }

    /// <summary>Reads the text of <c>crm.json</c>; null when it cannot be read at all.</summary>
    public static WorkspaceSettings? Read(string json, string folder, Func<FactSettings?> kept, List<Finding> findings)
    {
        var place = new FindingPlace { Source = Workspace.FileName };
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            using JsonDocument document = JsonDocument.Parse(json, options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return Read(new ObjectCursor(document.RootElement, Workspace.FileName, "", findings), folder, kept);
            }

            findings.Add(new Finding(ImportCodes.WrongKind, FindingSeverity.Error, "The settings of a workspace must be a JSON object.", "", place));
        }
        catch (JsonException e)
        {
            place = new FindingPlace { Source = Workspace.FileName, Line = (int?)e.LineNumber + 1, Column = (int?)e.BytePositionInLine + 1 };
            string message = "The settings of the workspace are not JSON: " + (string.IsNullOrWhiteSpace(json) ? "the file is empty." : e.Message.Split(" LineNumber", 2)[0]);
            findings.Add(new Finding(WorkspaceCodes.NotJson, FindingSeverity.Error, message, "", place));
        }

        return null;
    }

    private static WorkspaceSettings Read(ObjectCursor root, string folder, Func<FactSettings?> kept)
    {
        string? format = root.Text("format");
        if (!root.Has("format"))
        {
            root.Report(WorkspaceCodes.UnknownFormat, "format", "The workspace does not name its format.", $"Add \"format\": \"{Workspace.Format}\".");
        }
        else if (format is not null && format != Workspace.Format)
        {
            root.Report(WorkspaceCodes.UnknownFormat, "format", $"The format '{format}' is not known.", $"This version reads \"{Workspace.Format}\".");
        }

        string? name = root.Text("name");
        DateTimeZone zone = root.Zone("zone") ?? DateTimeZone.Utc;
        if (!root.Has("zone"))
        {
            root.Missing("zone", "Name the time zone in which days begin, such as \"Europe/London\" or \"UTC\".");
        }

        var calendar = new ReportingCalendar(zone, WorkspaceCalendar.Read(root));
        Instant? now = null;
        if (root.Text("now") is { } text)
        {
            now = Workspace.ParseNow(text, calendar);
            if (now is null)
            {
                root.Report(WorkspaceCodes.BadNow, "now", $"'{text}' is no instant.", "Write a day such as 2026-01-01, which stands for its beginning, or 2026-01-01T12:00:00Z.");
            }
        }

        string data = root.Text("data") ?? Workspace.DataFolderName;
        WorkspaceStore? store = root.Object("store") is { } cursor ? WorkspaceStore.Read(cursor, kept()) : null;
        IReadOnlyList<WorkspaceRates> rates = WorkspaceRates.Read(root, folder);
        root.Finish();
        return new WorkspaceSettings(name, calendar, now, data, store, rates);
    }
}
