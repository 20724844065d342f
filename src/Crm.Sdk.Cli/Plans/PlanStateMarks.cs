using System.Security.Cryptography;
using System.Text;
using Crm.Sdk.Cli.Hosting;
using Crm.Sdk.Plans.Documents;

namespace Crm.Sdk.Cli.Plans;

/// <summary>
/// The states in which the files of a plan and a CRM were the same, the latest last: one hash a line in <c>plan/.states</c>, to be committed
/// with the files. It tells files that were changed since from such as are older than what the CRM has.
/// </summary>
internal sealed class PlanStateMarks
{
    public const string FileName = ".states";

    private const int Most = 1000;

    private const string Heading = "# The states in which this plan and a CRM were the same, the latest last. Kept by 'crm plan apply' and 'crm plan export'; commit it with the plan.";

    private readonly string _path;
    private readonly List<string> _states;

    private PlanStateMarks(string path, List<string> states)
    {
        _path = path;
        _states = states;
    }

    /// <summary>Reads the states of a directory; none where none are kept.</summary>
    public static PlanStateMarks Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        return new PlanStateMarks(path, !File.Exists(path) ? [] : [.. File.ReadAllLines(path).Select(l => l.Trim()).Where(l => l.Length == 64 && l.All(char.IsAsciiHexDigit))]);
    }

    /// <summary>How late a plan was so, counted from 0; -1 when it never was.</summary>
    public int PlaceOf(PlanDocument document) => _states.LastIndexOf(HashOf(document));

    /// <summary>Keeps that files and CRM are the same now.</summary>
    /// <exception cref="ToolException">It cannot be kept.</exception>
    public void Keep(PlanDocument document)
    {
        string hash = HashOf(document);
        if (_states.LastOrDefault() == hash)
        {
            return;
        }

        _states.Remove(hash);
        _states.Add(hash);
        Write();
    }

    /// <summary>Keeps the states of another directory whose plan was merged into this one.</summary>
    /// <exception cref="ToolException">They cannot be kept.</exception>
    public void Learn(PlanStateMarks other)
    {
        List<string> added = [.. other._states.Except(_states, StringComparer.Ordinal)];
        if (added.Count > 0)
        {
            _states.AddRange(added);
            Write();
        }
    }

    private void Write()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllLines(_path, [Heading, .. _states.TakeLast(Most)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Environment($"{_path} cannot be written. Make it writable.");
        }
    }

    // Of what the files say; how it came to be is not compared.
    private static string HashOf(PlanDocument document)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, string text) in PlanFiles.Write(document with { Plan = document.Plan with { Revisions = [] } }))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{text.Length}\n{text}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
