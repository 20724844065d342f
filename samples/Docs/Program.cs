using System.Reflection;

namespace Crm.Sdk.Samples.Docs;

/// <summary>Prints what every snippet of the documentation prints. Recipes are programs of their own.</summary>
public static class Program
{
    /// <summary>Runs the program.</summary>
    public static async Task Main()
    {
        foreach (Type page in typeof(Shop).Assembly.GetTypes().Where(t => t.Name.EndsWith("Page", StringComparison.Ordinal)).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            foreach (MethodInfo snippet in page.GetMethods(BindingFlags.Public | BindingFlags.Static))
            {
                Console.WriteLine($"-- {page.Name}.{snippet.Name}");
                await (Task)snippet.Invoke(null, [Console.Out])!;
                Console.WriteLine();
            }
        }
    }
}
