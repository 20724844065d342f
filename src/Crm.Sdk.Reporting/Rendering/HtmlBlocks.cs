using Crm.Sdk.Reporting.Charts;
using Crm.Sdk.Reporting.Charts.Svg;
using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Markup;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Reporting.Rendering;

/// <summary>Writes the blocks of a report as HTML. Ids made here hold an underscore, which ids of sections cannot.</summary>
internal sealed class HtmlBlocks(MarkupWriter writer, ReportWords words)
{
    private const int TitleLevel = 1;
    private const int DeepestHeading = 6;

    private readonly HtmlTables _tables = new(writer);
    private int _charts;

    public void Write(IReadOnlyList<ReportBlock> blocks, int depth, string heading)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is not ReportFigure)
            {
                Write(blocks[i], depth, heading);
                continue;
            }

            // Figures that follow each other stand side by side where there is room.
            writer.Start("div", ("class", "figures")).Line();
            for (; i < blocks.Count && blocks[i] is ReportFigure figure; i++)
            {
                Write(figure);
            }

            i--;
            writer.End().Line();
        }
    }

    private static string? Class(Chart chart) => ChartDrawing.Scrolls(chart) ? "full fixed" : ChartDrawing.IsFull(chart) ? "full" : null;

    private static string Class(ReportTone tone) => tone switch
    {
        ReportTone.Information => "badge info",
        ReportTone.Good => "badge good",
        ReportTone.Warning => "badge warning",
        ReportTone.Bad => "badge bad",
        _ => "badge neutral",
    };

    internal static void Badge(MarkupWriter writer, StatusBadge? badge)
    {
        if (badge is not null)
        {
            writer.Element("span", badge.Text, ("class", Class(badge.Tone)));
        }
    }

    private void Write(ReportBlock block, int depth, string heading)
    {
        switch (block)
        {
            case ReportSection section:
                Write(section, depth);
                break;
            case ReportParagraph paragraph:
                writer.Element("p", paragraph.Text).Line();
                break;
            case ReportMarkdown markdown:
                Write(markdown, depth, heading);
                break;
            case StatusBadge badge:
                writer.Start("p");
                Badge(writer, badge);
                writer.End().Line();
                break;
            case KeyValueList list:
                Write(list);
                break;
            case ReportTable table:
                _tables.Write(table);
                break;
            case FindingList findings:
                Write(findings);
                break;
            case KpiTiles tiles:
                Write(tiles);
                break;
            default:
                throw new ArgumentException($"There is no HTML for a {block.GetType().Name}.", nameof(block));
        }
    }

    private void Write(ReportSection section, int depth)
    {
        writer.Start("section", ("id", section.Id), ("aria-labelledby", section.Id + "_heading")).Line();
        writer.Start("div", ("class", "heading")).Element($"h{TitleLevel + depth + 1}", section.Heading, ("id", section.Id + "_heading"));
        Badge(writer, section.Status);
        writer.End().Line();
        Write(section.Blocks, depth + 1, section.Heading);
        writer.End().Line();
    }

    private void Write(ReportMarkdown markdown, int depth, string heading)
    {
        writer.Start("div", ("class", "prose")).Line();
        if (UserMarkdown.Read(markdown.Source, Math.Min(DeepestHeading, TitleLevel + depth + 1)) is { } text)
        {
            new UserMarkdownHtml(writer, text, $"{words.Table}: {heading}").Write();
        }
        else
        {
            writer.Element("p", markdown.Source).Line();
        }

        writer.End().Line();
    }

    private void Write(KeyValueList list)
    {
        writer.Start("dl").Line();
        foreach (KeyValueItem item in list.Items)
        {
            writer.Start("div").Element("dt", item.Key).Start("dd").Text(item.Value);
            if (item.Status is not null)
            {
                writer.Text(" ");
                Badge(writer, item.Status);
            }

            writer.End().End().Line();
        }

        writer.End().Line();
    }

    private void Write(FindingList findings)
    {
        if (findings.Items.Count == 0)
        {
            writer.Element("p", words.NoFindings, ("class", "quiet")).Line();
            return;
        }

        writer.Start("ul", ("class", "findings")).Line();
        foreach (ReportFinding finding in findings.Items)
        {
            (string name, string tone) = finding.Severity switch
            {
                FindingSeverity.Error => (words.Error, "bad"),
                FindingSeverity.Warning => (words.Warning, "warning"),
                _ => (words.Information, "info"),
            };
            writer.Start("li").Element("span", name, ("class", "badge " + tone)).Text(" ").Start("div").Element("p", finding.Text);
            if (finding.Place.Length + finding.Code.Length > 0)
            {
                writer.Element("p", string.Join(" · ", new[] { finding.Place, finding.Code }.Where(t => t.Length > 0)), ("class", "note"));
            }

            writer.End().End().Line();
        }

        writer.End().Line();
    }

    private void Write(KpiTiles tiles)
    {
        writer.Start("ul", ("class", "tiles"), ("aria-label", words.KeyFigures)).Line();
        foreach (KpiTile tile in tiles.Tiles)
        {
            writer.Start("li").Element("p", tile.Label, ("class", "tile-label"));
            writer.Start("p", ("class", "tile-value")).Text(tile.Value);
            if (tile.Unit.Length > 0)
            {
                writer.Text(" ").Element("span", tile.Unit, ("class", "tile-unit"));
            }

            writer.End();
            if (tile.Course is not null)
            {
                writer.Raw(SvgRenderer.Render(tile.Course, new SvgOptions(160, 36, NextChart(), isEmbedded: true, words.Charts)));
            }

            if (tile.Note.Length > 0)
            {
                writer.Element("p", tile.Note, ("class", "note"));
            }

            if (tile.Status is not null)
            {
                writer.Start("p", ("class", "tile-status"));
                Badge(writer, tile.Status);
                writer.End();
            }

            writer.End().Line();
        }

        writer.End().Line();
    }

    private void Write(ReportFigure figure)
    {
        Chart chart = figure.Chart;
        string id = NextChart();
        writer.Start("figure", ("class", Class(chart))).Line().Start("figcaption").Element("span", chart.Title, ("class", "figure-title"));
        if (chart.Description.Length > 0)
        {
            writer.Text(" ").Element("span", chart.Description, ("class", "figure-text"));
        }

        writer.End().Line();
        // A picture that is scaled down to a phone cannot be read: there is one for each, and the page shows the one that fits.
        Plot(chart, ChartDrawing.Wide(chart), "plot wide", id + "w");
        if (!ChartDrawing.Scrolls(chart))
        {
            Plot(chart, ChartDrawing.Narrow(chart), "plot narrow", id + "n");
        }

        writer.Start("details").Element("summary", words.ShowData).Line();
        _tables.Write($"{words.DataOf}: {chart.Title}", chart.Data(words.Charts));
        writer.End().Line().End().Line();
    }

    private void Plot(Chart chart, (int Width, int Height) size, string name, string id) =>
        (ChartDrawing.Scrolls(chart) ? writer.Start("div", ("class", name), ("tabindex", "0"), ("role", "region"), ("aria-label", chart.Title)) : writer.Start("div", ("class", name))).Raw(SvgRenderer.Render(chart, new SvgOptions(size.Width, size.Height, id, isEmbedded: true, words.Charts))).End().Line();

    private string NextChart() => $"chart_{++_charts}";
}
