using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>A page of which all below a line is made of something that the SDK ships; what stands above people write.</summary>
internal static class GeneratedPage
{
    private const string Line = "<!-- What follows is made by a test; run it with CRM_APPROVE_DOCS=1. -->";

    /// <summary>Holds a page against what it must say; with <c>CRM_APPROVE_DOCS=1</c> writes it.</summary>
    public static void ShouldSay(string page, string text)
    {
        string path = RepositoryRoot.Combine("docs", "articles", page), whole = File.ReadAllText(path).ReplaceLineEndings("\n");
        whole.Should().Contain(Line, "what people write stands above it");
        string head = whole[..(whole.IndexOf(Line, StringComparison.Ordinal) + Line.Length)];
        if (Environment.GetEnvironmentVariable("CRM_APPROVE_DOCS") == "1")
        {
            File.WriteAllText(path, $"{head}\n\n{text.TrimEnd('\n')}\n");
        }

        // Line by line: a page is long, and only what differs is worth printing.
        string[] shown = Lines(File.ReadAllText(path)), wanted = Lines($"{head}\n\n{text.TrimEnd('\n')}\n");
        int first = shown.Zip(wanted).TakeWhile(l => l.First == l.Second).Count();
        shown.Skip(first).Take(3).Should().Equal(wanted.Skip(first).Take(3), "line {0} of {1} says so; run this test with CRM_APPROVE_DOCS=1 when that is wanted", first + 1, page);
        shown.Should().HaveSameCount(wanted);
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
