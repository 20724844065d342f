using System.Globalization;
using System.Text;

namespace Crm.Sdk.Import.Mapping;

/// <summary>The encodings that a mapping may name: those of the runtime and the code pages of older systems.</summary>
internal static class TextEncodings
{
    /// <summary>The encoding with that name, such as <c>utf-8</c>, <c>windows-1252</c> or <c>cp1252</c>; null when there is none.</summary>
    public static Encoding? Find(string name)
    {
        if (name.StartsWith("cp", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(name.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int page))
        {
            return page is > 0 and <= 65535 ? Get(() => CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page)) : null;
        }

        return Get(() => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name));
    }

    /// <summary>Names to propose to someone who wrote another.</summary>
    public static IEnumerable<string> Names =>
        ["utf-8", "utf-16", "utf-16BE", "utf-32", "us-ascii", "iso-8859-1", "latin1", "windows-1250", "windows-1251", "windows-1252", "cp1252", "ibm850", "shift_jis", "gb18030"];

    private static Encoding? Get(Func<Encoding> find)
    {
        try
        {
            Encoding encoding = find();
            return encoding.CodePage == 65000 ? null : encoding;
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
