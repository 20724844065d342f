using Crm.Sdk.Import.Mapping;
using Crm.Sdk.Rates;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Import.Workspaces;

/// <summary>A table of rates that a workspace declares: <c>{ "name": "ecb", "file": "data/ecb.csv", "base": "EUR" }</c> among <c>rates</c> in <c>crm.json</c>.</summary>
public sealed class WorkspaceRates
{
    private readonly string _place;

    private WorkspaceRates(string name, Currency baseCurrency, string source, string file, string place)
    {
        Name = name;
        BaseCurrency = baseCurrency;
        Source = source;
        File = file;
        _place = place;
    }

    /// <summary>The name by which metrics ask for it: <c>using 'ecb'</c>.</summary>
    public string Name { get; }

    /// <summary>The currency of which one unit is meant.</summary>
    public Currency BaseCurrency { get; }

    /// <summary>The path of the file relative to the workspace, with forward slashes.</summary>
    public string Source { get; }

    /// <summary>The full path of the file; it may be missing.</summary>
    public string File { get; }

    /// <summary>Reads the file, which has the form that <see cref="RateCsv"/> tells.</summary>
    /// <returns>The table, or what is wrong: with the file in <c>crm.json</c>, with a row at its line.</returns>
    public Checked<RateTable> Read()
    {
        if (!System.IO.File.Exists(File))
        {
            return Missing($"There is no file {Source}, which holds the rates '{Name}'.", "Put it there, or name another.");
        }

        try
        {
            return RateCsv.Read(Name, BaseCurrency, System.IO.File.ReadAllText(File), Source);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Missing($"The rates '{Name}' cannot be read: {e.Message}", $"Close {Source} where it is open, or make it readable.");
        }
    }

    private Checked<RateTable> Missing(string message, string mend) => new(null,
        [new Finding(WorkspaceCodes.NoRates, FindingSeverity.Error, message, mend, new FindingPlace { Source = Workspace.FileName, Path = _place + ".file" })]);

    /// <summary>Reads what <c>crm.json</c> says of tables.</summary>
    internal static IReadOnlyList<WorkspaceRates> Read(ObjectCursor root, string folder)
    {
        var tables = new List<WorkspaceRates>();
        foreach (ObjectCursor cursor in root.Objects("rates"))
        {
            string? name = Required(cursor, "name", "Give the table the name that metrics use, such as \"ecb\".");
            string? file = Required(cursor, "file", "Name the file with the columns currency,date,rate, such as \"data/ecb.csv\".");
            string? code = Required(cursor, "base", "Name the currency of which one unit is meant, such as \"EUR\".");
            Currency? currency = code is null ? null : Currency.Find(code);
            if (code is not null && currency is null)
            {
                cursor.NotAllowed("base", code, "Write an ISO 4217 code such as \"EUR\".");
            }

            string? path = file is null ? null : PathOf(folder, file);
            if (file is not null && path is null)
            {
                cursor.Report(WorkspaceCodes.FileOutside, "file", $"'{file}' is outside the workspace.", "Put the file into the folder of the workspace, and name it from there.");
            }

            if (name is not null && tables.Exists(t => t.Name == name))
            {
                cursor.Conflict("name", $"Two tables of rates are called '{name}'.", "Give one of the two another name.");
            }
            else if (name is not null && currency is not null && path is not null)
            {
                tables.Add(new WorkspaceRates(name, currency, Path.GetRelativePath(folder, path).Replace('\\', '/'), path, cursor.Path));
            }

            cursor.Finish();
        }

        return tables;
    }

    private static string? Required(ObjectCursor cursor, string name, string mend)
    {
        string? text = cursor.Text(name);
        if (!cursor.Has(name))
        {
            cursor.Missing(name, mend);
        }
        else if (text?.Length == 0)
        {
            cursor.NotAllowed(name, text, mend);
            return null;
        }

        return text;
    }

    private static string? PathOf(string folder, string file)
    {
        string root = Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
        string path = Path.GetFullPath(Path.Combine(folder, file));
        return Path.IsPathRooted(file) || !path.StartsWith(root, StringComparison.Ordinal) ? null : path;
    }
}
