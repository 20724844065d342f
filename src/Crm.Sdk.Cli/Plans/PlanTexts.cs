using System.Text;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Cli.Plans;

/// <summary>The texts of all that stands in the directory of a plan, and what cannot be read as text.</summary>
internal sealed class PlanTexts
{
    private static readonly string[] Folders = ["objectives", "business", "text"];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];

    private PlanTexts()
    {
    }

    /// <summary>The texts by their names, with <c>/</c>. What a plan has none of has an empty text; the name of a folder that it has none of ends in <c>/</c>.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>What cannot be read.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    public static PlanTexts Read(string folder)
    {
        var texts = new PlanTexts();
        foreach (string name in Names(folder))
        {
            texts._texts.Add(name, IsOfAPlan(name) ? texts.TextOf(folder, name) : "");
        }

        return texts;
    }

    /// <summary>The names of all files that the directory holds; rendered pages, backups, rejected rows and hidden files do not count.</summary>
    public static IReadOnlyList<string> Names(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        List<string> names = [.. FilesOf(folder).Except(OutputFile.Pages, StringComparer.Ordinal)];
        foreach (string sub in FoldersOf(folder))
        {
            string path = Path.Combine(folder, sub);
            if (Folders.Contains(sub, StringComparer.Ordinal))
            {
                names.AddRange(FilesOf(path).Select(f => $"{sub}/{f}"));
                names.AddRange(FoldersOf(path).Select(f => $"{sub}/{f}/"));
            }
            else
            {
                names.Add(sub + "/");
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>Whether a file has the form of a name that plans have, so that writing a plan may replace or take it away.</summary>
    public static bool IsOfAPlan(string name) => name.Split('/') switch
    {
        [var file] => file.Length > 0 && IsData(file),
        ["objectives" or "business", var file] => IsData(file),
        ["text", var file] => file.EndsWith(".md", StringComparison.Ordinal),
        _ => false,
    };

    public static bool IsYaml(string file) => file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal);

    private static bool IsData(string file) => file.EndsWith(".json", StringComparison.Ordinal) || IsYaml(file);

    private static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)).Where(f =>
        !f.StartsWith('.') && !f.EndsWith(".bak", StringComparison.Ordinal) && !f.EndsWith(".rejects.csv", StringComparison.Ordinal));

    private static IEnumerable<string> FoldersOf(string folder) => Directory.EnumerateDirectories(folder).Select(f => Path.GetFileName(f)).Where(f => !f.StartsWith('.'));

    private string TextOf(string folder, string name)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(folder, name));
            return Decoded(name, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            bool isGone = e is FileNotFoundException or DirectoryNotFoundException;
            Add("CRM6217", isGone ? "The file leads to another that does not exist." : "The file cannot be read.", isGone ? "Put the file itself here, or take the link away." : "Close it where it is open, or make it readable.", name, null, null);
            return "{}";
        }
    }

    private string Decoded(string name, byte[] bytes)
    {
        Encoding encoding = bytes is [0xFF, 0xFE, ..] ? new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)
            : bytes is [0xFE, 0xFF, ..] ? new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true) : Strict;
        int start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : ReferenceEquals(encoding, Strict) ? 0 : 2;
        try
        {
            return encoding.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException e)
        {
            ReadOnlySpan<byte> before = bytes.AsSpan(start, Math.Clamp(e.Index, 0, bytes.Length - start));
            bool isUtf8 = ReferenceEquals(encoding, Strict);
            Add("CRM6216", $"The file is not written in {(isUtf8 ? "UTF-8" : "UTF-16, as it begins")}: a byte {e.BytesUnknown?.FirstOrDefault():X2} stands here.", "Save it as UTF-8; elsewhere letters would be lost.", name,
                isUtf8 ? before.Count((byte)'\n') + 1 : null, isUtf8 ? Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1 : null);
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private void Add(string code, string message, string mend, string name, int? line, int? column) =>
        _findings.Add(new Finding(code, FindingSeverity.Error, message, mend, new FindingPlace { Source = name, Line = line, Column = column }));
}
