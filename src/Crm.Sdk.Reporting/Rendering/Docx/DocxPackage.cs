using System.IO.Compression;
using System.Text;

namespace Crm.Sdk.Reporting.Rendering.Docx;

/// <summary>Writes the parts of a file into a ZIP archive, all with the same time.</summary>
internal static class DocxPackage
{
    // The first time that a ZIP archive can hold.
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(Stream stream, IEnumerable<(string Name, string Text)> parts)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, string text) in parts)
        {
            ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = Time;
            using Stream content = entry.Open();
            content.Write(Encoding.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + text));
        }
    }
}
