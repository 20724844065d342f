using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Sdk.Objectives;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Plans.Documents;

/// <summary>Puts the files of a plan together, and says of what does not fit where it is and how it is mended.</summary>
internal sealed class PlanFileReader
{
    private static readonly string[] Parts = [.. PlanPart.All.Select(p => p.Name)];

    private readonly SortedDictionary<string, string> _files;
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, string> _keyOfId = new(StringComparer.Ordinal);
    private string _plan = "";

    public PlanFileReader(IReadOnlyDictionary<string, string> files) => _files = new SortedDictionary<string, string>(files.ToDictionary(), StringComparer.Ordinal);

    public Checked<PlanDocument> Read()
    {
        if (!_files.ContainsKey(PlanFiles.Head))
        {
            return Failed("CRM6206", $"There is no {PlanFiles.Head}.", "A directory of a plan has one; 'crm plan new' writes it.", PlanFiles.Head);
        }

        if (Parse(PlanFiles.Head) is not { } head || !HeadIsOurs(head))
        {
            return new Checked<PlanDocument>(null, _findings);
        }

        JsonNode root = Assemble(head);
        if (_findings.Exists(f => f.Severity == FindingSeverity.Error))
        {
            return new Checked<PlanDocument>(null, _findings);
        }

        foreach ((string path, string code, string message, string mend) in PlanShape.Check(root))
        {
            _findings.Add(new Finding(code, FindingSeverity.Error, message, mend, PlaceOf(path)));
        }

        PlanDocument? document = _findings.Exists(f => f.Severity == FindingSeverity.Error) ? null : root.Deserialize(PlanForm.Document);
        if (document is not null)
        {
            CheckWhole(document);
        }

        // In the order of their ids, as documents have them, whatever their files are called.
        return new Checked<PlanDocument>(document is null ? null : document with
        {
            Business = [.. document.Business.OrderBy(b => b.Id.Value)], Objectives = [.. document.Objectives.OrderBy(o => o.Id.Value)],
        }, _findings);
    }

    private JsonObject Assemble(JsonObject head)
    {
        _plan = TextOf(head["id"]) ?? "";
        foreach (string own in (string[])["texts", "content"])
        {
            if (head.ContainsKey(own))
            {
                Add("CRM6201", $"'{own}' is no part of this.", "Texts stand in text/SECTION.md, and each part in a file of its own.", PlanFiles.Head, own);
            }
        }

        PlanFiles.Take(head, "format");
        JsonNode? id = PlanFiles.Take(head, "id");
        if (id is null)
        {
            Add("CRM6202", "'id' is missing.", "Add one: a UUID that no other plan has, and that stays. 'crm plan new' writes a plan that has one.", PlanFiles.Head, "id");
        }

        var content = new JsonObject();
        var texts = new JsonArray();
        JsonArray business = [], objectives = [];
        foreach (string name in _files.Keys.Where(n => n != PlanFiles.Head))
        {
            string stem = Path.GetFileNameWithoutExtension(name);
            switch (name.Split('/'))
            {
                case ["text", var file] when file.EndsWith(".md", StringComparison.Ordinal):
                    string markdown = _files[name].Replace("\r\n", "\n", StringComparison.Ordinal);
                    texts.Add((JsonNode)new JsonObject { ["section"] = stem, ["markdown"] = markdown.EndsWith('\n') ? markdown[..^1] : markdown });
                    break;
                case ["objectives", var file] when IsJson(file) && Parse(name) is { } objective:
                    Named(objective, "objectives", stem);
                    objectives.Add((JsonNode)Objective(objective));
                    break;
                case ["business", var file] when IsJson(file) && Parse(name) is { } objective:
                    Named(objective, "business", stem);
                    business.Add((JsonNode)objective);
                    break;
                case ["revisions.json"]:
                    if (ParseNode(name) is { } revisions)
                    {
                        head["revisions"] = revisions;
                    }

                    break;
                case [var file] when IsJson(file) && Parts.Contains(stem):
                    if (Parse(name) is { } part)
                    {
                        content[stem] = part;
                    }

                    break;
                case ["objectives" or "business", var file] when IsJson(file):
                    break;
                default:
                    (string message, string mend) = PlanFileNames.Unknown(name);
                    Add("CRM6205", message, mend, name.TrimEnd('/'));
                    break;
            }
        }

        GiveIds(content);
        foreach (JsonObject item in PlanFiles.Objects(business))
        {
            ToId(item, "parent");
            Known(item["parent"], FileOf("business", TextOf(item["id"])), "parent");
        }

        foreach (JsonObject item in PlanFiles.Objects(objectives))
        {
            if (item["objective"]?["plan"] is JsonObject plan && plan["serves"] is JsonArray serves)
            {
                plan["serves"] = new JsonArray([.. serves.Select(s => (JsonNode?)JsonValue.Create(IdOf("business", s?.ToString() ?? "")))]);
                foreach (JsonNode? served in (JsonArray)plan["serves"]!)
                {
                    Known(served, FileOf("objectives", TextOf(item["id"])), "serves");
                }
            }
        }

        head["texts"] = texts;
        head["content"] = content;
        return new JsonObject { ["id"] = id, ["plan"] = head, ["business"] = business, ["objectives"] = objectives };
    }

    private static JsonObject Objective(JsonObject file)
    {
        var body = new JsonObject();
        foreach (string property in (string[])["state", "evidence", "cancelReason"])
        {
            if (PlanFiles.Take(file, property) is { } value)
            {
                body[property] = value;
            }
        }

        JsonNode? id = PlanFiles.Take(file, "id");
        body["plan"] = file;
        return new JsonObject { ["id"] = id, ["objective"] = body };
    }

    // An objective that nobody gave an id gets one of its name, so that people can write files by hand.
    private void Named(JsonObject file, string list, string key)
    {
        if (file["id"] is { } given && TextOf(given) is null)
        {
            Add("CRM6203", $"{given.ToJsonString()} is no id.", "Take it out: one is made of the key.", $"{list}/{key}.json", "id");
            file.Remove("id");
        }

        string id = TextOf(file["id"])?.ToLowerInvariant() ?? PlanFiles.IdOf(_plan, list, key).ToString("D");
        file["id"] = id;
        if (_keyOfId.TryGetValue($"{list}/{id}", out string? other))
        {
            Add("CRM6207", $"'{list}/{key}.json' has the id of '{list}/{other}.json'.", "Take 'id' out of the copy.", $"{list}/{key}.json", "id");
        }

        _keyOfId[$"{list}/{id}"] = key;
        _keyOfId[$"{list}:{key}"] = id;
    }

    // A slip in a key is told with the keys that there are, before the form of an id is asked for.
    private void Known(JsonNode? reference, string file, string path)
    {
        if (TextOf(reference) is { } key && !Guid.TryParse(key, out _))
        {
            Add("CRM6207", $"There is no business objective '{key}'.",
                Suggestion.Mend(key, [.. _keyOfId.Keys.Where(k => k.StartsWith("business:", StringComparison.Ordinal)).Select(k => k["business:".Length..])]), file, path);
        }
    }

    private string FileOf(string list, string? id) => $"{list}/{_keyOfId.GetValueOrDefault($"{list}/{id}", id ?? "")}.json";

    private string IdOf(string list, string key) => _keyOfId.GetValueOrDefault($"{list}:{key}", key);

    private void ToId(JsonObject o, string property)
    {
        if (o[property] is JsonValue key)
        {
            o[property] = IdOf("business", key.ToString());
        }
    }

    private void GiveIds(JsonObject content)
    {
        foreach (string list in (string[])["business", "objectives"])
        {
            foreach (JsonObject item in PlanFiles.Objects(content["objectives"]?[list]))
            {
                if (item["key"] is not JsonValue value || item.ContainsKey("id"))
                {
                    continue;
                }

                string key = value.ToString();
                item["id"] = IdOf(list, key);
                if (!_keyOfId.ContainsKey($"{list}:{key}"))
                {
                    Add("CRM6207", $"There is no file '{list}/{key}.json' for '{key}'.",
                        Suggestion.Mend(key, [.. _keyOfId.Keys.Where(k => k.StartsWith($"{list}:", StringComparison.Ordinal)).Select(k => k[(list.Length + 1)..])]), "objectives.json", $"{list}[{key}]");
                }
            }
        }
    }

    private bool HeadIsOurs(JsonObject head)
    {
        if (head["format"] is { } format && TextOf(format) != PlanFiles.Format)
        {
            Add("CRM6208", $"'{format}' is not a form of plan that is read here.", $"This reads {PlanFiles.Format}.", PlanFiles.Head, "format");
            return false;
        }

        return true;
    }

    private void CheckWhole(PlanDocument document)
    {
        if (CrmPlan.ProblemOf(document.Plan) is { } ofPlan)
        {
            Add("CRM6209", ofPlan.Message, "", PlanFiles.Head, ofPlan.Property);
        }

        foreach (string file in document.Business.Where(b => b.Id.Value == Guid.Empty).Select(b => FileOf("business", b.Id.Value))
            .Concat(document.Objectives.Where(o => o.Id.Value == Guid.Empty).Select(o => FileOf("objectives", o.Id.Value))).Concat(document.Id.Value == Guid.Empty ? [PlanFiles.Head] : []))
        {
            Add("CRM6209", "An id of nothing but zeros names nothing.", "Take it out; an objective gets one of its name.", file, "id");
        }

        foreach (BusinessObjectiveDocument business in document.Business.Where(b => string.IsNullOrWhiteSpace(b.Title) || string.IsNullOrWhiteSpace(b.Owner)))
        {
            Add("CRM6209", "A business objective needs a title, and an owner who answers for it.", "", FileOf("business", business.Id.Value));
        }

        foreach (ObjectiveDocument objective in document.Objectives)
        {
            if (SmartObjective.ProblemOf(objective.Objective) is { } problem)
            {
                Add("CRM6209", problem.Message, "", FileOf("objectives", objective.Id.Value), problem.Property);
            }
        }

        CheckBusiness(document);
        foreach ((string list, Guid id) in UnlistedObjectives.Of(document))
        {
            string file = FileOf(list, id);
            Add("CRM6215", $"{file} is not listed in objectives.json: it is no part of the plan and would be lost.",
                $"Add {{ \"key\": \"{Path.GetFileNameWithoutExtension(file)}\" }} to \"{list}\" in objectives.json, or take the file away.", file);
        }
    }

    private void CheckBusiness(PlanDocument document)
    {
        var known = document.Business.Select(b => b.Id).ToHashSet();
        string[] keys = [.. _keyOfId.Keys.Where(k => k.StartsWith("business:", StringComparison.Ordinal)).Select(k => k["business:".Length..])];
        foreach (BusinessObjectiveDocument business in document.Business)
        {
            if (business.Parent == business.Id)
            {
                Add("CRM6207", $"'{business.Title}' cannot serve itself.", "Let it serve another, or none.", FileOf("business", business.Id.Value), "parent");
            }
            else if (business.Parent is { } parent && !known.Contains(parent))
            {
                Add("CRM6207", $"There is no business objective '{parent}'.", Suggestion.Mend($"{parent}", keys), FileOf("business", business.Id.Value), "parent");
            }
        }

        foreach (ObjectiveDocument objective in document.Objectives)
        {
            foreach (BusinessObjectiveId id in objective.Objective.Plan.Serves.Where(id => !known.Contains(id)))
            {
                Add("CRM6207", $"There is no business objective '{id}'.", Suggestion.Mend($"{id}", keys), FileOf("objectives", objective.Id.Value), "serves");
            }
        }
    }

    private JsonObject? Parse(string name)
    {
        JsonNode? node = ParseNode(name);
        if (node is not JsonObject && !_findings.Exists(f => f.Place.Source == name))
        {
            Add("CRM6203", "The file holds no names with values in braces.", "", name);
        }

        (node as JsonObject)?.Remove("$schema");
        return node as JsonObject;
    }

    private JsonNode? ParseNode(string name)
    {
        (JsonNode? node, Finding? problem) = PlanJsonText.Parse(name, _files[name]);
        if (problem is not null)
        {
            _findings.Add(problem);
        }

        return node;
    }

    private FindingPlace PlaceOf(string path)
    {
        (string Prefix, Func<string, string> File)[] places =
        [
            ("plan.content.", rest => $"{rest.Split('.', '[')[0]}.json"),
            ("plan.revisions", _ => "revisions.json"),
            ("plan.", _ => PlanFiles.Head),
        ];
        foreach (string list in (string[])["business", "objectives"])
        {
            if (path.StartsWith($"{list}[", StringComparison.Ordinal))
            {
                int end = path.IndexOf(']', StringComparison.Ordinal);
                string id = path[(list.Length + 1)..end], rest = path[(end + 1)..].TrimStart('.');
                return new FindingPlace
                {
                    Source = $"{list}/{_keyOfId.GetValueOrDefault($"{list}/{id}", id)}.json", Path = rest.Replace("objective.plan.", "", StringComparison.Ordinal).Replace("objective.plan", "", StringComparison.Ordinal).Replace("objective.", "", StringComparison.Ordinal),
                };
            }
        }

        foreach ((string prefix, Func<string, string> file) in places)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                string rest = path[prefix.Length..];
                int dot = rest.IndexOf('.', StringComparison.Ordinal);
                return new FindingPlace { Source = file(rest), Path = prefix == "plan.content." ? dot < 0 ? null : rest[(dot + 1)..] : rest };
            }
        }

        return new FindingPlace { Source = PlanFiles.Head, Path = path.Length == 0 || path == "plan" ? null : path };
    }

    private string FileOf(string list, Guid id) => $"{list}/{_keyOfId.GetValueOrDefault($"{list}/{id:D}", $"{id:D}")}.json";

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static bool IsJson(string file) => file.EndsWith(".json", StringComparison.Ordinal);

    private Checked<PlanDocument> Failed(string code, string message, string mend, string source)
    {
        Add(code, message, mend, source);
        return new Checked<PlanDocument>(null, _findings);
    }

    private void Add(string code, string message, string mend, string source, string? path = null) =>
        _findings.Add(new Finding(code, FindingSeverity.Error, message, mend, new FindingPlace { Source = source, Path = path }));
}
