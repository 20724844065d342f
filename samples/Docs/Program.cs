using System.Reflection;
using Crm.Sdk.Samples.Docs;

// Prints what every snippet of the documentation prints.
foreach (Type page in typeof(Shop).Assembly.GetTypes().Where(t => t.Name.EndsWith("Page", StringComparison.Ordinal)).OrderBy(t => t.Name, StringComparer.Ordinal))
{
    foreach (MethodInfo snippet in page.GetMethods(BindingFlags.Public | BindingFlags.Static))
    {
        Console.WriteLine($"-- {page.Name}.{snippet.Name}");
        await ((Task)snippet.Invoke(null, [Console.Out])!);
        Console.WriteLine();
    }
}
