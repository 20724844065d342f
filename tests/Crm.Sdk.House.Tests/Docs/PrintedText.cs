namespace Crm.Sdk.House.Tests.Docs;

/// <summary>Holds what was printed against what a page shows of it; a line <c>…</c> on the page stands for lines that are left out.</summary>
internal static class PrintedText
{
    private const string Gap = "…";

    /// <summary>Fails unless the page shows all that was printed, or says where it leaves lines out.</summary>
    public static void ShouldBe(string printed, string shown) => Check(printed, shown, shown.Split('\n').Contains(Gap) ? Shows(printed, shown) : printed == shown);

    /// <summary>Fails unless what the page shows was printed, in one piece or with gaps where it says so.</summary>
    public static void ShouldShow(string printed, string shown) => Check(printed, shown, Shows(printed, shown));

    /// <summary>Whether a text holds, in their order, the lines that are shown.</summary>
    public static bool Shows(string printed, string shown)
    {
        var rest = $"\n{printed}\n";
        foreach (var part in Parts(shown))
        {
            var text = $"\n{string.Join('\n', part)}\n";
            var at = rest.IndexOf(text, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + text.Length - 1)..];
        }

        return true;
    }

    private static void Check(string printed, string shown, bool holds) => Assert.True(holds, $"Printed:\n{printed}\n\nShown:\n{shown}");

    private static IEnumerable<IReadOnlyList<string>> Parts(string shown)
    {
        var part = new List<string>();
        foreach (var line in shown.Split('\n').Append(Gap))
        {
            if (line != Gap)
            {
                part.Add(line);
            }
            else if (part.Count > 0)
            {
                yield return part;
                part = [];
            }
        }
    }
}
