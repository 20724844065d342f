using System.Text.RegularExpressions;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>What the comments of source files say of types, of their properties and of the values of enumerations, as Markdown.</summary>
internal sealed partial class SourceSummaries
{
    private readonly Dictionary<(string Type, string Member), string> _summaries = [];

    /// <summary>Reads all files of a folder of the checkout.</summary>
    public SourceSummaries(string folder)
    {
        foreach (string file in RepositoryFiles.Under(RepositoryRoot.Combine(folder), "*.cs"))
        {
            Read(File.ReadAllLines(file));
        }
    }

    /// <summary>What is said of a type.</summary>
    public string Of(Type type) => Find(type.Name, "");

    /// <summary>What is said of a property, or of the property of an interface whose text it inherits.</summary>
    public string Of(Type type, string property) => Find(type.GetProperty(property)?.DeclaringType?.Name ?? type.Name, property) is { Length: > 0 } own ? own
        : type.GetInterfaces().Select(i => Find(i.Name, property)).FirstOrDefault(t => t.Length > 0) ?? "";

    private string Find(string type, string member) => _summaries.GetValueOrDefault((type, member), "");

    private void Read(string[] lines)
    {
        string type = "", comment = "";
        foreach (string line in lines)
        {
            string text = line.Trim();
            if (text.StartsWith("///", StringComparison.Ordinal))
            {
                comment += $"{text[3..].Trim()} ";
            }
            else if (TypeLine().Match(line) is { Success: true } declared)
            {
                type = declared.Groups["name"].Value;
                Keep(type, "", comment);
                comment = "";
            }
            else if (MemberLine().Match(line) is { Success: true } member)
            {
                Keep(type, member.Groups["name"].Value, comment);
                comment = "";
            }
            else if (!text.StartsWith('['))
            {
                comment = "";
            }
        }
    }

    private void Keep(string type, string member, string comment)
    {
        if (Summary().Match(comment) is { Success: true } summary)
        {
            string text = Reference().Replace(summary.Groups["text"].Value, m => $"`{m.Groups["name"].Value.Split('.', '{', '(')[^1]}`");
            _summaries[(type, member)] = Code().Replace(text, "`${text}`").Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal).Trim();
        }
    }

    [GeneratedRegex(@"^public (?:\w+ )*?(?:record|class|struct|enum|interface) (?<name>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^    ((public [^(=]*?|\w+ )(?<name>\w+) \{ get;|(?<name>[A-Z]\w*)( = \d+)?,$)", RegexOptions.ExplicitCapture)]
    private static partial Regex MemberLine();

    [GeneratedRegex("<summary>(?<text>.*?)</summary>", RegexOptions.ExplicitCapture)]
    private static partial Regex Summary();

    [GeneratedRegex("<(see|paramref) \\w+=\"(?<name>[^\"]+)\"\\s*/>", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();

    [GeneratedRegex("<c>(?<text>.*?)</c>", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
