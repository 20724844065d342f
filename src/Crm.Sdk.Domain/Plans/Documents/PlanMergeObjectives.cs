using System.Text.Json.Nodes;

namespace Crm.Sdk.Plans.Documents;

/// <summary>
/// An objective is two things in a document: its own file and the item that names it in the plan. Before two versions are merged, this
/// sees to it that both come and go together, and that no two objectives end up under one key.
/// </summary>
internal sealed class PlanMergeObjectives
{
    private const string Named = "plan.content.objectives.";

    private static readonly string[] Lists = ["business", "objectives"];
    private static readonly string[] ById = ["id"];

    private readonly string _list;
    private readonly Side _origin;
    private readonly Side _ours;
    private readonly Side _theirs;
    private readonly List<PlanConflict> _conflicts;

    private PlanMergeObjectives(string list, JsonNode origin, JsonNode ours, JsonNode theirs, List<PlanConflict> conflicts) =>
        (_list, _origin, _ours, _theirs, _conflicts) = (list, new Side(list, origin), new Side(list, ours), new Side(list, theirs), conflicts);

    /// <summary>Settles what only makes sense for both parts of an objective; changes <paramref name="theirs"/>.</summary>
    public static void Settle(JsonNode origin, JsonNode ours, JsonNode theirs, List<PlanConflict> conflicts)
    {
        foreach (string list in Lists)
        {
            new PlanMergeObjectives(list, origin, ours, theirs, conflicts).Settle();
        }
    }

    /// <summary>What tells the items of a list apart, where that is not what tells items apart elsewhere: an objective under another key is still the same.</summary>
    public static string[]? IdentityOf(string path) => Lists.Any(l => path == Named + l) ? ById : null;

    private void Settle()
    {
        foreach (string id in _origin.Ids)
        {
            if (!_ours.Has(id) && _theirs.Has(id))
            {
                Conflict(id, _theirs);
                _theirs.Remove(id);
            }
            else if (_ours.Has(id) && !_theirs.Has(id) && Conflict(id, _ours))
            {
                _theirs.PutBack(id, _origin);
            }
        }

        foreach (string id in _theirs.Ids)
        {
            if (_theirs.KeyOf(id) is { } key && key != _ours.KeyOf(id) && key != _origin.KeyOf(id) && _ours.Ids.Any(other => other != id && _ours.KeyOf(other) == key && (!_origin.Has(other) || _theirs.Has(other))))
            {
                TakenKey(id, key);
            }
        }
    }

    // Ours has another objective under the key that theirs gave to this one.
    private void TakenKey(string id, string key)
    {
        if (_origin.KeyOf(id) is { } before)
        {
            Add($"{Named}{_list}[{_ours.KeyOf(id) ?? before}].key", JsonValue.Create(before), _ours.EntryOf(id)?["key"], JsonValue.Create(key));
            _theirs.EntryOf(id)!["key"] = before;
        }
        else if (!_ours.Has(id))
        {
            Add($"{_list}[{id}]", null, null, _theirs.FileOf(id));
            _theirs.Remove(id);
        }
    }

    // Whether the side that still has it changed it. What it was and is stays in the conflict.
    private bool Conflict(string id, Side changed)
    {
        bool file = !JsonNode.DeepEquals(_origin.FileOf(id), changed.FileOf(id)), entry = changed.EntryOf(id) is { } now && !JsonNode.DeepEquals(_origin.EntryOf(id), now);
        if (file)
        {
            Add($"{_list}[{id}]", _origin.FileOf(id), _ours.FileOf(id), _theirs.FileOf(id));
        }

        if (entry)
        {
            Add($"{Named}{_list}[{changed.KeyOf(id)}]", _origin.EntryOf(id), _ours.EntryOf(id), _theirs.EntryOf(id));
        }

        return file || entry;
    }

    private void Add(string path, JsonNode? origin, JsonNode? ours, JsonNode? theirs) =>
        _conflicts.Add(new PlanConflict { Path = path, Base = PlanMerge.Text(origin), Ours = PlanMerge.Text(ours), Theirs = PlanMerge.Text(theirs) });

    // The objectives of one version.
    private sealed class Side(string list, JsonNode document)
    {
        public List<string> Ids => [.. PlanFiles.Objects(Files).Select(IdOf).OfType<string>()];

        private JsonArray? Files => document[list] as JsonArray;

        private JsonObject? Part => document["plan"]?["content"]?["objectives"] as JsonObject;

        public bool Has(string id) => FileOf(id) is not null;

        public JsonObject? FileOf(string id) => PlanFiles.Objects(Files).FirstOrDefault(o => IdOf(o) == id);

        public JsonObject? EntryOf(string id) => PlanFiles.Objects(Part?[list]).FirstOrDefault(o => IdOf(o) == id);

        public string? KeyOf(string id) => (string?)EntryOf(id)?["key"];

        public void Remove(string id)
        {
            if (FileOf(id) is { } file)
            {
                Files!.Remove(file);
            }

            while (EntryOf(id) is { } entry)
            {
                ((JsonArray)Part![list]!).Remove(entry);
            }
        }

        // As it was, where it was: then it says nothing against what the other made of it.
        public void PutBack(string id, Side origin)
        {
            if (Files is null)
            {
                document[list] = new JsonArray();
            }

            Insert(Files!, origin.Files!, origin.FileOf(id)!);
            if (Part is { } part && EntryOf(id) is null && origin.EntryOf(id) is { } entry)
            {
                part[list] ??= new JsonArray();
                Insert((JsonArray)part[list]!, (JsonArray)origin.Part![list]!, entry);
            }
        }

        private static void Insert(JsonArray items, JsonArray origin, JsonObject item)
        {
            List<string?> before = [.. PlanFiles.Objects(origin).TakeWhile(o => !ReferenceEquals(o, item)).Select(IdOf)];
            int at = 1 + Enumerable.Range(0, items.Count).LastOrDefault(i => items[i] is JsonObject o && before.Contains(IdOf(o)), -1);
            items.Insert(at, item.DeepClone());
        }

        private static string? IdOf(JsonObject o) => (string?)o["id"];
    }
}
