using Crm.Sdk.Cli.Hosting;

namespace Crm.Sdk.Cli.Plans;

/// <summary>Several files that are written and taken away together: either all, or none.</summary>
/// <remarks>All are written beside their places first. Then they change places with what stands there; when one cannot, those before it change back.</remarks>
internal sealed class StagedFiles(ToolHost host, string folder)
{
    private readonly List<(string Name, string? Text)> _files = [];

    /// <summary>Whether there is anything to do.</summary>
    public bool IsEmpty => _files.Count == 0;

    /// <summary>Writes a file, in place of what stands there.</summary>
    public void Write(string name, string text) => _files.Add((name, text));

    /// <summary>Takes a file away.</summary>
    public void Remove(string name) => _files.Add((name, null));

    /// <summary>Refuses before anything is done where a file of the directory cannot be written.</summary>
    /// <exception cref="ToolException">One cannot.</exception>
    public static void CheckWritable(ToolHost host, string folder, IEnumerable<string> names)
    {
        foreach (string path in names.Select(n => Path.Combine(folder, n)))
        {
            try
            {
                Refuse(path);
            }
            catch (UnauthorizedAccessException)
            {
                throw ToolException.Environment($"{host.Shown(path)} cannot be written, and what the CRM adds to the plan has to come back into the files. Make it writable. Nothing was changed.");
            }
        }
    }

    /// <summary>Does all of it.</summary>
    /// <param name="keepsFormer">Whether what is replaced or taken away stays beside its place as <c>NAME.bak</c>.</param>
    /// <exception cref="ToolException">A file cannot be written; nothing was changed, or the message names what was.</exception>
    public void Commit(bool keepsFormer)
    {
        if (IsEmpty)
        {
            return;
        }

        List<Step> steps = [.. _files.Select(f => new Step(f.Name, Path.Combine(folder, f.Name), f.Text))];
        Step now = steps[0];
        try
        {
            foreach (Step step in steps)
            {
                now = step;
                Refuse(step.Path);
                if (step.Text is not null)
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(step.Path)!);
                    step.Staged = Beside(step.Path, "new");
                    File.WriteAllText(step.Staged, step.Text);
                    KeepRights(step.Path, step.Staged);
                }
            }

            foreach (Step step in steps)
            {
                now = step;
                if (File.Exists(step.Path))
                {
                    string former = Beside(step.Path, "old");
                    File.Move(step.Path, former, overwrite: true);
                    step.Former = former;
                }

                if (step.Staged is not null)
                {
                    File.Move(step.Staged, step.Path);
                    step.IsPlaced = true;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            List<string> changed = Undo(steps);
            throw ToolException.Environment($"{host.Shown(now.Path)} cannot be written. Close it where it is open, or make it writable. "
                + (changed.Count == 0 ? "Nothing was changed." : $"Changed and not put back: {string.Join(", ", changed)}."));
        }

        foreach (Step step in steps.Where(s => s.Former is not null))
        {
            Leave(step.Former!, keepsFormer ? step.Place + ".bak" : null);
        }
    }

    // Who may read a file may go on to, and nobody else.
    private static void KeepRights(string from, string to)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(from))
        {
            File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        }
    }

    // Only now: until all is in place, an older copy of that name is still what people have.
    private static void Leave(string former, string? copy)
    {
        try
        {
            if (copy is not null)
            {
                string free = copy;
                for (int n = 2; File.Exists(free); n++)
                {
                    free = $"{Path.ChangeExtension(copy, null)}.{n}.bak";
                }

                File.Move(former, free);
                return;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays under its hidden name; nothing of it is lost.
            return;
        }

        Discard(former);
    }

    // A name beside the place that no reading of the directory sees.
    private static string Beside(string path, string what) => Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{what}");

    // Renaming would go around the protection of a file.
    private static void Refuse(string path)
    {
        if (Directory.Exists(path) || (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly)))
        {
            throw new UnauthorizedAccessException();
        }
    }

    private static List<string> Undo(List<Step> steps)
    {
        var changed = new List<string>();
        foreach (Step step in steps.AsEnumerable().Reverse())
        {
            try
            {
                if (step.Former is not null)
                {
                    File.Move(step.Former, step.Path, overwrite: true);
                }
                else if (step.IsPlaced)
                {
                    File.Delete(step.Path);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                changed.Add(step.Name);
            }

            if (step.Staged is not null)
            {
                Discard(step.Staged);
            }
        }

        return changed;
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is hidden and says nothing; the next writing takes it away.
        }
    }

    private sealed class Step(string name, string path, string? text)
    {
        public string Name { get; } = name;

        /// <summary>The name under which it stands.</summary>
        public string Place { get; } = path;

        /// <summary>The file itself: where a link leads to, unless the link is taken away.</summary>
        public string Path { get; } = text is null || new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

        /// <summary>What is to stand there; null for nothing.</summary>
        public string? Text { get; } = text;

        /// <summary>Where that was written beside its place.</summary>
        public string? Staged { get; set; }

        /// <summary>Where what stood there went.</summary>
        public string? Former { get; set; }

        public bool IsPlaced { get; set; }
    }
}
