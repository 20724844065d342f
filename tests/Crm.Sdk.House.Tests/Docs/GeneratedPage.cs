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

        File.ReadAllText(path).ReplaceLineEndings("\n").Should().Be($"{head}\n\n{text.TrimEnd('\n')}\n", "run this test with CRM_APPROVE_DOCS=1 when that is wanted");
    }
}
