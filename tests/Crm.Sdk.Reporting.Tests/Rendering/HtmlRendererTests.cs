using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Rendering;
using FsCheck.Xunit;

namespace Crm.Sdk.Reporting.Tests.Rendering;

public sealed partial class HtmlRendererTests
{
    private static readonly string[] Schemes = ["http://", "https://", "mailto:"];

    [Property(EndSize = HostileText.Seeds)]
    public void Whatever_stands_in_a_report_its_page_has_the_same_elements(int seed)
    {
        var hostile = new HostileText(seed);

        Outline(SampleDocuments.Everything(hostile.Next)).Should().Equal(Outline(SampleDocuments.Everything(() => "x")));
    }

    [Property(MaxTest = 500, EndSize = HostileText.Seeds)]
    public void Whatever_a_person_writes_as_Markdown_stays_harmless(int seed)
    {
        XElement page = Page(SampleDocuments.Everything(() => "x", new HostileText(seed).Markdown()));

        XElement[] prose = [.. page.Descendants().Where(e => (string?)e.Attribute("class") == "prose").Descendants()];
        prose.Select(e => e.Name.LocalName).Distinct().Should().BeSubsetOf(
            ["h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "em", "strong", "del", "br"]);
        prose.Attributes("href").Where(h => !Schemes.Any(s => h.Value.StartsWith(s, StringComparison.OrdinalIgnoreCase))).Should().BeEmpty();
        prose.Attributes().Select(a => a.Name.LocalName).Distinct().Should().BeSubsetOf(["href", "class", "tabindex", "role", "aria-label", "scope", "start"]);
        ShouldBeAccessible(page);
    }

    [Fact]
    public void Markdown_that_nests_too_deeply_is_shown_as_text()
    {
        XElement page = Page(SampleDocuments.Everything(() => "x", new string('>', 5000) + " deep"));

        page.Descendants("p").Should().Contain(p => p.Value.EndsWith("> deep", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_is_shown_as_it_is()
    {
        XElement page = Page(new ReportDocument("a <b> & \"c\" 'd' ]]>", "", "en", "", [new ReportParagraph("\0 & \uD800 😀")]));

        page.Descendants("h1").Single().Value.Should().Be("a <b> & \"c\" 'd' ]]>");
        page.Descendants("main").Single().Value.Trim().Should().Be("\uFFFD & \uFFFD 😀");
    }

    [Fact]
    public void A_page_is_accessible() => ShouldBeAccessible(Page(SampleDocuments.Everything(() => "x", "# a\n\n### b\n\n| a |\n|---|\n| b |\n")));

    [Fact]
    public void Headings_of_Markdown_stand_below_their_section()
    {
        var section = new ReportSection("a", "A", [new ReportMarkdown("### deep\n\n# high\n\n##### deeper\n\n#\n")]);

        Page(new ReportDocument("t", "", "en", "", [section])).Descendants()
            .Where(e => HeadingName().IsMatch(e.Name.LocalName)).Select(e => $"{e.Name.LocalName} {e.Value}")
            .Should().Equal("h1 t", "h2 A", "h3 deep", "h3 high", "h4 deeper");
    }

    [Fact]
    public void Images_become_links_and_other_links_become_text()
    {
        XElement page = Page(SampleDocuments.Everything(() => "x", "![pic](https://e.example/p.png) [a](javascript:x) [b](/local) [c](data:x) <ftp://e> <a@e.example>"));
        XElement prose = page.Descendants().Single(e => (string?)e.Attribute("class") == "prose");

        prose.Descendants("img").Should().BeEmpty();
        prose.Descendants("a").Select(a => $"{a.Value} -> {a.Attribute("href")!.Value}").Should().Equal("pic -> https://e.example/p.png", "a@e.example -> mailto:a@e.example");
        prose.Value.Trim().Should().Be("pic a b c ftp://e a@e.example");
    }

    [Fact]
    public void A_page_loads_nothing_and_runs_nothing()
    {
        string html = HtmlRenderer.Render(SampleDocuments.Small());

        html.Should().NotContainAny("<script", "<link", "<img", "@import", "url(", "src=", " style=");
        Http().Matches(html).Select(m => m.Value).Distinct().Should().BeEquivalentTo("http://www.w3.org/2000/svg", "https://example.com/why");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public void Text_stands_out_from_its_ground(ColorScheme scheme)
    {
        string html = HtmlRenderer.Render(SampleDocuments.Small(), new HtmlOptions { ColorScheme = scheme });
        Dictionary<string, string> colors = Property().Matches(html[..html.IndexOf("@media print", StringComparison.Ordinal)])
            .ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
        IEnumerable<(string Text, string Ground)> pairs =
        [
            .. from text in new[] { "ink", "quiet", "link", "accent", "aim" } from ground in new[] { "page", "paper" } select (text, ground),
            .. new[] { "good", "warning", "bad", "info", "neutral" }.Select(t => (t, t + "-ground")),
            .. new[] { "warning", "bad" }.Select(t => (t, "paper")),
            ("ink", "warning-ground"),
            ("ink", "neutral-ground"),
            ("quiet", "neutral-ground"),
        ];

        pairs.Where(p => Contrast(colors[p.Text], colors[p.Ground]) < 4.5).Should().BeEmpty();

        // The strongest shade of a heat map, on which its numbers stand.
        string shade = Mixed(colors["accent"], colors["paper"], 0.42);
        Contrast(colors["ink"], shade).Should().BeGreaterThan(4.5);
    }

    [Fact]
    public void Every_kind_of_shape_has_a_colour_of_the_page()
    {
        XElement page = Page(SampleDocuments.Pictures());
        string rules = page.Descendants("style").Single().Value;

        string[] names = [.. page.Descendants().Attributes("class").SelectMany(c => c.Value.Split(' ')).Where(c => c.StartsWith("c-", StringComparison.Ordinal)).Distinct()];
        names.Should().HaveCountGreaterThan(20);
        names.Where(n => !Regex.IsMatch(rules, $@"\.{n}(?![\w-])")).Should().BeEmpty();
    }

    [Fact]
    public void Every_picture_of_a_plan_is_accessible_and_loads_nothing()
    {
        string html = HtmlRenderer.Render(SampleDocuments.Pictures());

        ShouldBeAccessible(XDocument.Parse(html).Root!);
        html.Should().NotContainAny("<script", "<link", "<img", "@import", "url(", "src=", " style=");
    }

    [Fact]
    public void A_page_follows_the_system_unless_a_scheme_is_asked_for()
    {
        HtmlRenderer.Render(SampleDocuments.Small()).Should().Contain("prefers-color-scheme: dark").And.Contain("prefers-reduced-motion").And.Contain("@media print");
        HtmlRenderer.Render(SampleDocuments.Small(), new HtmlOptions { ColorScheme = ColorScheme.Dark }).Should().NotContain("prefers-color-scheme");
    }

    [Fact]
    public void The_same_report_gives_the_same_page() =>
        HtmlRenderer.Render(SampleDocuments.Small()).Should().Be(HtmlRenderer.Render(SampleDocuments.Small())).And.NotContain("\r");

    [Fact]
    public void The_words_of_a_page_can_be_of_another_language()
    {
        var words = new ReportWords { Contents = "Inhalt", ShowData = "Zahlen", Charts = new() { Target = "Ziel" } };

        HtmlRenderer.Render(SampleDocuments.Small(), new HtmlOptions { Words = words }).Should().Contain("Inhalt").And.Contain("Zahlen").And.Contain("Ziel");
    }

    private static XElement Page(ReportDocument document) => XDocument.Parse(HtmlRenderer.Render(document)).Root!;

    /// <summary>The elements in order with the names of their attributes, without those inside of pictures, which depend on how wide texts are.</summary>
    private static List<string> Outline(ReportDocument document) =>
    [
        .. Page(document).DescendantsAndSelf()
            .Where(e => !e.Ancestors().Any(a => a.Name.LocalName == "svg"))
            .Select(e => $"{e.Name.LocalName} {string.Join(' ', e.Attributes().Select(a => a.Name.LocalName))}"),
    ];

    private static void ShouldBeAccessible(XElement page)
    {
        page.Attribute("lang")!.Value.Should().Be("en");
        string[] ids = [.. page.Descendants().Attributes("id").Select(a => a.Value)];
        ids.Should().OnlyHaveUniqueItems();
        page.Descendants().Attributes("aria-labelledby").SelectMany(a => a.Value.Split(' ')).Should().BeSubsetOf(ids);
        page.Descendants("a").Attributes("href").Where(h => h.Value.StartsWith('#')).Select(h => h.Value[1..]).Should().BeSubsetOf(ids);

        int[] levels = [.. page.Descendants().Where(e => HeadingName().IsMatch(e.Name.LocalName)).Select(e => e.Name.LocalName[1] - '0')];
        levels.Count(l => l == 1).Should().Be(1);
        levels[0].Should().Be(1);
        levels.Zip(levels.Skip(1)).Should().OnlyContain(p => p.Second <= p.First + 1, "headings skip no level");

        page.Descendants("table").Should().OnlyContain(t => t.Elements("caption").Count() == 1);
        page.Descendants("th").Should().OnlyContain(th => th.Attribute("scope") != null);
        page.Descendants("figure").Should().OnlyContain(f => f.Elements("figcaption").Count() == 1);
        page.Descendants("main").Should().ContainSingle();
        page.Element("body")!.Elements().First().Attribute("class")!.Value.Should().Be("skip");
        page.Descendants().Where(e => e.Name.LocalName == "svg").Should().OnlyContain(s =>
            s.Attribute("role")!.Value == "img" && s.Elements().Count(e => e.Name.LocalName == "title") == 1 && s.Elements().Count(e => e.Name.LocalName == "desc") == 1);
    }

    /// <summary>A colour that lets a share of another one through.</summary>
    private static string Mixed(string above, string below, double share) => "#" + string.Concat(Enumerable.Range(0, 3).Select(i =>
        ((int)Math.Round((Channel(above, i) * share) + (Channel(below, i) * (1 - share)))).ToString("x2", CultureInfo.InvariantCulture)));

    private static int Channel(string color, int i) => int.Parse(color.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>The contrast ratio of WCAG 2.2, 1 to 21.</summary>
    private static double Contrast(string one, string other)
    {
        double[] luminances = [.. new[] { Luminance(one), Luminance(other) }.OrderDescending()];
        return (luminances[0] + 0.05) / (luminances[1] + 0.05);
    }

    private static double Luminance(string color)
    {
        double Channel(int at)
        {
            double share = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    [GeneratedRegex("^h[1-6]$")]
    private static partial Regex HeadingName();

    [GeneratedRegex("https?://[^\"<>\\s]+")]
    private static partial Regex Http();

    [GeneratedRegex("--(?<name>[a-z-]+): (?<value>#[0-9a-f]{6});", RegexOptions.ExplicitCapture)]
    private static partial Regex Property();
}
