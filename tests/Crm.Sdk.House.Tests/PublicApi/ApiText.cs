using System.Globalization;
using System.Reflection;
using System.Text;

namespace Crm.Sdk.House.Tests.PublicApi;

/// <summary>Writes everything that users of an assembly can see: a line per type, an indented line per member.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    public static string Of(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (var type in types.Where(t => !IsCompilerMade(t)).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(type.Namespace).Append(": ").Append(Header(type)).Append('\n');
            foreach (var line in Lines(type))
            {
                text.Append("    ").Append(line).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Behind a block of extensions stand types whose names are hashes; what users call is in the class around the block.</summary>
    private static bool IsCompilerMade(Type type) => type.Name.StartsWith('<') || (type.DeclaringType is { } outer && IsCompilerMade(outer));

    private static string Header(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"delegate {MemberText.ReturnType(invoke)} {TypeText.Of(type)}({MemberText.Parameters(invoke)}){TypeText.Constraints(type.GetGenericArguments())}";
        }

        var bases = type.IsEnum ? [] : Bases(type).Select(b => TypeText.Of(b)).ToList();
        var list = bases.Count == 0 ? "" : " : " + string.Join(", ", bases);
        return $"{Kind(type)} {TypeText.Of(type)}{list}{TypeText.Constraints(type.GetGenericArguments())}";
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => (IsReadOnly(type) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + (IsRecord(type) ? "record struct" : "struct"),
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => (type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "") + (IsRecord(type) ? "record" : "class"),
    };

    private static bool IsReadOnly(Type type) => type.IsDefined(typeof(System.Runtime.CompilerServices.IsReadOnlyAttribute));

    private static bool IsRecord(Type type) => type.GetMethods(Declared).Any(m => m.Name is "<Clone>$" or "PrintMembers");

    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            yield return parent;
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        foreach (var contract in type.GetInterfaces().Except(inherited).Where(i => i.IsVisible).OrderBy(i => i.ToString(), StringComparer.Ordinal))
        {
            yield return contract;
        }
    }

    private static IEnumerable<string> Lines(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [];
        }

        return type.IsEnum
            ? Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}")
            : type.GetMembers(Declared).Select(MemberText.Of).OfType<string>().Order(StringComparer.Ordinal);
    }
}
