using Crm.Sdk.Reporting.Documents;
using Crm.Sdk.Reporting.Markup;

namespace Crm.Sdk.Reporting.Rendering.Docx;

/// <summary>How a run of text looks beyond its paragraph.</summary>
internal sealed record DocxRun
{
    public static readonly DocxRun Plain = new();
    public static readonly DocxRun Bold = new() { IsBold = true };

    public bool IsBold { get; init; }

    public bool IsItalic { get; init; }

    public bool IsStruck { get; init; }

    public bool IsCode { get; init; }

    public bool IsLink { get; init; }
}

/// <summary>Writes paragraphs and runs of text.</summary>
internal sealed class DocxText(MarkupWriter writer)
{
    private const char NoBreakSpace = '\u00A0';

    public MarkupWriter Writer => writer;

    /// <summary>Opens a paragraph.</summary>
    /// <param name="style">Its style; null for that of plain text.</param>
    /// <param name="side">On which side its text stands: <c>left</c>, <c>center</c> or <c>right</c>; null for that of the style.</param>
    /// <param name="list">The list that it is an item of, with the level from 0; null for none.</param>
    /// <param name="left">How far it stands off the left side, in twentieths of a point; null for the style's.</param>
    /// <param name="keepsNext">Whether it stays on one page with what follows.</param>
    public void Start(string? style = null, string? side = null, (int List, int Level)? list = null, int? left = null, bool keepsNext = false)
    {
        writer.Start("w:p");
        if (style is null && side is null && list is null && left is null && !keepsNext)
        {
            return;
        }

        writer.Start("w:pPr");
        if (style is not null)
        {
            writer.Empty("w:pStyle", ("w:val", style));
        }

        if (keepsNext)
        {
            writer.Empty("w:keepNext");
        }

        if (list is { } item)
        {
            writer.Start("w:numPr").Empty("w:ilvl", ("w:val", DocxFrame.Text(item.Level))).Empty("w:numId", ("w:val", DocxFrame.Text(item.List))).End();
        }

        if (left is not null)
        {
            writer.Empty("w:ind", ("w:left", DocxFrame.Text(left.Value)));
        }

        if (side is not null)
        {
            writer.Empty("w:jc", ("w:val", side));
        }

        writer.End();
    }

    public void End() => writer.End().Line();

    /// <summary>A paragraph of plain text.</summary>
    public void Paragraph(string text, string? style = null, string? side = null, bool keepsNext = false)
    {
        Start(style, side, keepsNext: keepsNext);
        Run(text, DocxRun.Plain);
        End();
    }

    public void Run(string text, DocxRun look)
    {
        if (text.Length == 0)
        {
            return;
        }

        writer.Start("w:r");
        if (look != DocxRun.Plain)
        {
            writer.Start("w:rPr");
            if (look.IsLink)
            {
                writer.Empty("w:rStyle", ("w:val", "Hyperlink"));
            }

            if (look.IsCode)
            {
                writer.Empty("w:rFonts", ("w:ascii", DocxStyles.CodeFont), ("w:hAnsi", DocxStyles.CodeFont), ("w:cs", DocxStyles.CodeFont));
            }

            if (look.IsBold)
            {
                writer.Empty("w:b");
            }

            if (look.IsItalic)
            {
                writer.Empty("w:i");
            }

            if (look.IsStruck)
            {
                writer.Empty("w:strike");
            }

            writer.End();
        }

        writer.Element("w:t", text, ("xml:space", "preserve")).End();
    }

    public void Break() => writer.Start("w:r").Empty("w:br").End();

    /// <summary>Words on the ground of their tone, with a dot of their colour before them as on a page.</summary>
    public void Badge(string text, ReportTone tone)
    {
        string name = tone switch { ReportTone.Good => "good", ReportTone.Warning => "warning", ReportTone.Bad => "bad", ReportTone.Information => "info", _ => "neutral" };
        writer.Start("w:r").Start("w:rPr").Empty("w:b").Empty("w:color", ("w:val", Palette.Light(name))).Empty("w:sz", ("w:val", "17"))
            .Empty("w:shd", ("w:val", "clear"), ("w:color", "auto"), ("w:fill", Palette.Light(name + "-ground"))).End()
            .Element("w:t", $"{NoBreakSpace}●{NoBreakSpace}{text}{NoBreakSpace}", ("xml:space", "preserve")).End();
    }

    /// <summary>Text with a badge behind it, where there is one.</summary>
    public void WithBadge(string text, StatusBadge? status)
    {
        Run(text, DocxRun.Plain);
        if (status is not null)
        {
            Run(text.Length > 0 ? " " : "", DocxRun.Plain);
            Badge(status.Text, status.Tone);
        }
    }
}
