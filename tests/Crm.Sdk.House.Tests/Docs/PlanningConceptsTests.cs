using System.Text.RegularExpressions;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>The table of what books on CRM planning ask for: each row is served by something that exists and shown by a test that exists.</summary>
public sealed partial class PlanningConceptsTests
{
    private const string CustomerDomain = "customer domain";

    private static readonly Lazy<string> Sources = new(() => All("src"));
    private static readonly Lazy<string> Tests = new(() => All("tests"));

    public static TheoryData<string> Places => [.. Rows().Select((r, i) => $"{i + 1}. {r.Source}: {r.What}")];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_row_is_served_and_shown(string place)
    {
        (_, _, string served, string shown) = Rows()[int.Parse(place[..place.IndexOf('.', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture) - 1];
        string[] names = [.. Named().Matches(served).Select(m => m.Groups["name"].Value)];

        (names.Length > 0 || Code().IsMatch(served) || served.Contains(CustomerDomain, StringComparison.Ordinal)).Should().BeTrue("no row is empty");
        names.Where(n => !Exists(n)).Should().BeEmpty("what serves a row is in the SDK");
        Code().Matches(served).Select(m => m.Value).Where(code => !Sources.Value.Contains($"\"{code}\"", StringComparison.Ordinal)).Should().BeEmpty("a rule has its code");
        Named().Matches(shown).Select(m => m.Groups["name"].Value).Should().ContainSingle().Which.Should().Match(test => Tests.Value.Contains($" {test}(", StringComparison.Ordinal), "a test shows it");
    }

    [SharedDataFact]
    public void No_row_of_the_sources_is_left_out()
    {
        string[] lines = File.ReadAllLines(Path.Combine(SharedData.Folder, "..", "DOMAIN.md"));
        IEnumerable<string> asked = lines.SkipWhile(l => !l.StartsWith("### 1A", StringComparison.Ordinal)).TakeWhile(l => !l.StartsWith("### 1B", StringComparison.Ordinal))
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l.Split('|')[1].Trim()).Where(id => id is not ("seed" or "#"));

        Rows().Select(r => r.Source).Should().Equal(asked);
    }

    private static List<(string Source, string What, string Served, string Shown)> Rows() =>
    [
        .. File.ReadLines(RepositoryRoot.Combine("docs/articles/planning-concepts.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| source", StringComparison.Ordinal))
            .Select(l => l.Split('|')).Select(c => (c[1].Trim(), c[2].Trim(), c[3].Trim(), c[4].Trim())),
    ];

    // A type, a member of one, a value of an enumeration, a key of shipped data or the name of a metric in it.
    private static bool Exists(string name) => Regex.IsMatch(
        Sources.Value, $@"(\b(class|record|struct|enum|interface) {Regex.Escape(name)}\b|\b{Regex.Escape(name)} {{ get;|^\s+{Regex.Escape(name)}( = \d+)?,$|""{Regex.Escape(name)}"")", RegexOptions.Multiline, TimeSpan.FromSeconds(5));

    private static string All(string folder) => string.Join('\n', RepositoryFiles.Under(RepositoryRoot.Combine(folder), "*.cs").Concat(RepositoryFiles.Under(RepositoryRoot.Combine(folder), "*.json")).Select(File.ReadAllText));

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex("CRM[0-9]{4}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
