namespace Crm.Sdk.House.Tests.PublicApi;

/// <summary>Compares two texts of <see cref="ApiText"/>.</summary>
internal static class ApiDifference
{
    /// <summary>What only one of them has: a whole type as one line, a member behind its type.</summary>
    public static IEnumerable<string> Between(string approved, string actual)
    {
        var (before, after) = (Members(approved), Members(actual));
        return [.. OnlyIn(before, after).Select(line => "- " + line), .. OnlyIn(after, before).Select(line => "+ " + line)];
    }

    private static IEnumerable<string> OnlyIn(Dictionary<string, HashSet<string>> one, Dictionary<string, HashSet<string>> other) =>
        one.SelectMany(type => other.TryGetValue(type.Key, out var members)
            ? type.Value.Except(members).Select(member => $"{type.Key} | {member}")
            : [$"{type.Key} ({type.Value.Count} members)"]);

    private static Dictionary<string, HashSet<string>> Members(string text)
    {
        var types = new Dictionary<string, HashSet<string>>();
        var members = new HashSet<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == ' ')
            {
                members.Add(line.Trim());
            }
            else
            {
                types[line] = members = [];
            }
        }

        return types;
    }
}
