using System.Reflection;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Samples.Docs;
using Crm.Sdk.TestKit;

namespace Crm.Sdk.House.Tests.Docs;

/// <summary>
/// Gives what a region prints. A region <c>Name</c> of <c>samples/Docs/XPage.cs</c>, or of <c>x.crm</c> in the shop's definitions,
/// prints what the method <c>XPage.Name</c> does; a recipe, which is a program of its own, all that it prints; one of <c>mistakes.crm</c> what is found in it; one of a sample that is a
/// program all that it prints.
/// </summary>
internal static class SnippetRunner
{
    private const string Mistakes = "mistakes.crm";

    private static readonly Dictionary<string, Lazy<Task<string>>> PrintedBy = new(StringComparer.Ordinal)
    {
        ["Quickstart"] = new(() => RunAfterInterruptionAsync("Quickstart")),
        ["HostTypes"] = new(() => RunAsync("HostTypes")),
    };

    /// <summary>The samples that are programs.</summary>
    public static IEnumerable<string> Programs => PrintedBy.Keys;

    public static async Task<string> OutputOfAsync(SnippetInclude include)
    {
        var file = Path.GetFileName(include.File);
        if (file == Mistakes)
        {
            return FindingsIn(SourceRegion.Find(include.File, include.Region).Single());
        }

        if (ProgramOf(include) is { } program)
        {
            return await PrintedBy[program].Value;
        }

        if (Path.GetDirectoryName(include.File) == RepositoryRoot.Combine("samples", "Docs", "Recipes"))
        {
            return await RunAsync(typeof(Shop).Assembly.GetType($"Recipes.{Path.GetFileNameWithoutExtension(file)}.Program")!.GetMethod("Main")!);
        }

        var name = include.Language == "csharp" ? Path.GetFileNameWithoutExtension(file) : Pascal(Path.GetFileNameWithoutExtension(file)) + "Page";
        var method = typeof(Shop).Assembly.GetType($"{typeof(Shop).Namespace}.{name}")?.GetMethod(include.Region, BindingFlags.Public | BindingFlags.Static);
        Assert.True(method is not null, $"{include.Page}:{include.Line}: no method {name}.{include.Region} prints the output of this region.");
        var output = new StringWriter { NewLine = "\n" };
        await (Task)method.Invoke(null, [output])!;
        return Tidy(output.ToString());
    }

    /// <summary>The sample program that a region is of, of whose output a page may show a part only; null for none.</summary>
    public static string? ProgramOf(SnippetInclude include) => Programs.FirstOrDefault(p => Path.GetDirectoryName(include.File) == RepositoryRoot.Combine("samples", p));

    /// <summary>What a sample program prints.</summary>
    public static Task<string> OutputOfProgramAsync(string program) => PrintedBy[program].Value;

    /// <summary>What is found in a text that stands on the definitions of the shop.</summary>
    private static string FindingsIn(string text)
    {
        var document = CrmParser.Parse(text, "sales.crm");
        var findings = document.Value is { } read ? CrmModel.Bind([.. Shop.Workspace.Documents, read]).Findings : [];
        return Tidy(string.Join('\n', document.Findings.Concat(findings)));
    }

    // What an earlier run left half made once stayed half made for ever.
    private static Task<string> RunAfterInterruptionAsync(string program)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "company");
        File.WriteAllText(Path.Combine(folder, "crm.db"), "half a database");
        File.WriteAllText(Path.Combine(folder, "crm.unfinished"), "");
        return RunAsync(program);
    }

    private static Task<string> RunAsync(string program) => RunAsync(Assembly.Load($"Crm.Sdk.Samples.{program}").EntryPoint!);

    private static async Task<string> RunAsync(MethodInfo entry)
    {
        var console = Console.Out;
        var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        try
        {
            if (entry.Invoke(null, entry.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]) is Task task)
            {
                await task;
            }
        }
        finally
        {
            Console.SetOut(console);
        }

        return Tidy(output.ToString());
    }

    private static string Tidy(string text) => text.ReplaceLineEndings("\n").Trim('\n');

    private static string Pascal(string name) => string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
