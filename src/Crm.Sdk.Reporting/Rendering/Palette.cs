using System.Text;

namespace Crm.Sdk.Reporting.Rendering;

/// <summary>The colours of a page. Each text has at least 4.5:1 against each ground that it stands on, in light and in dark.</summary>
internal static class Palette
{
    private static readonly (string Name, string Light, string Dark)[] Colors =
    [
        ("page", "#f5f6f8", "#0f1318"),
        ("paper", "#ffffff", "#181d25"),
        ("ink", "#1b2430", "#e7ebf1"),
        ("quiet", "#556070", "#a5b0bf"),
        ("rule", "#dde2e9", "#303947"),
        ("shade", "#d5dae2", "#05070a"),
        ("axis", "#8a94a3", "#6b7687"),
        ("link", "#1a56b0", "#8ab4f8"),
        ("accent", "#1f5fbf", "#7fb0ff"),
        ("aim", "#1a7348", "#6fcf97"),
        ("good", "#14633c", "#86dcab"),
        ("good-ground", "#e0f3e8", "#153322"),
        ("warning", "#7a4a00", "#f3c677"),
        ("warning-ground", "#fcefd4", "#3a2c10"),
        ("bad", "#a3221b", "#ffb0a9"),
        ("bad-ground", "#fde6e4", "#43201e"),
        ("info", "#1a56b0", "#a9c9ff"),
        ("info-ground", "#e5eefb", "#1a2d4a"),
        ("neutral", "#445062", "#c3ccd8"),
        ("neutral-ground", "#e9edf2", "#2a323e"),
    ];

    /// <summary>The custom properties of a scheme. Paper is light in each.</summary>
    public static string Rules(ColorScheme scheme)
    {
        string light = Properties(c => c.Light), dark = Properties(c => c.Dark);
        string screen = scheme switch
        {
            ColorScheme.Light => $":root {{ color-scheme: light;{light} }}\n",
            ColorScheme.Dark => $":root {{ color-scheme: dark;{dark} }}\n",
            _ => $":root {{ color-scheme: light dark;{light} }}\n@media (prefers-color-scheme: dark) {{ :root {{{dark} }} }}\n",
        };
        return $"{screen}@media print {{ :root {{ color-scheme: light;{light} }} }}\n";
    }

    /// <summary>A colour on paper, as six digits without the mark before them.</summary>
    public static string Light(string name) => Colors.First(c => c.Name == name).Light.TrimStart('#').ToUpperInvariant();

    private static string Properties(Func<(string Name, string Light, string Dark), string> value)
    {
        var text = new StringBuilder();
        foreach (var color in Colors)
        {
            text.Append(" --").Append(color.Name).Append(": ").Append(value(color)).Append(';');
        }

        return text.ToString();
    }
}
