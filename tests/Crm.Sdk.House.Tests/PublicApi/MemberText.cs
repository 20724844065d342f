using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Crm.Sdk.House.Tests.PublicApi;

/// <summary>Writes a member that users of an assembly can see as one line.</summary>
internal static class MemberText
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The line, or null for a member that users cannot see or that another line already tells.</summary>
    public static string? Of(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } c when IsVisible(c) => $"{Access(c)}{TypeText.Of(c.DeclaringType!).Split('<')[0]}({Parameters(c)})",
        MethodInfo m when IsVisible(m) && IsWritten(m) => Method(m),
        PropertyInfo p when p.GetAccessors(nonPublic: true).Any(IsVisible) && p.Name != "EqualityContract" => Property(p),
        FieldInfo { IsSpecialName: false } f when f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly => Field(f),
        EventInfo e when IsVisible(e.AddMethod!) => $"{Access(e.AddMethod!)}event {TypeText.Of(e.EventHandlerType!)} {e.Name}",
        _ => null,
    };

    public static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    public static string ReturnType(MethodInfo method) =>
        (method.ReturnType.IsByRef ? "ref " : "") + TypeText.Of(method.ReturnType, Nullability.Create(method.ReturnParameter));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsWritten(MethodInfo method) =>
        !method.IsDefined(typeof(CompilerGeneratedAttribute)) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Access(MethodBase method) =>
        (method.IsPublic ? "" : "protected ")
        + (method.IsStatic ? "static " : "")
        + (method.DeclaringType!.IsInterface ? "" : method switch
        {
            { IsAbstract: true } => "abstract ",
            { IsVirtual: false } => "",
            MethodInfo m when m.GetBaseDefinition() != m => "override ",
            { IsFinal: false } => "virtual ",
            _ => "",
        });

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        var parameters = method.IsDefined(typeof(ExtensionAttribute)) ? "this " + Parameters(method) : Parameters(method);
        return $"{Access(method)}{ReturnType(method)} {method.Name}{TypeParameters(generic)}({parameters}){TypeText.Constraints(generic)}";
    }

    private static string TypeParameters(Type[] generic) => generic.Length == 0 ? "" : $"<{string.Join(", ", generic.Select(t => t.Name))}>";

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToList();
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        var words = accessors.OrderBy(a => a.Name.StartsWith("set_", StringComparison.Ordinal)).Select(a => Accessor(a, accessors[0]));
        return $"{Access(accessors[0])}{required}{TypeText.Of(property.PropertyType, Nullability.Create(property))} {name} {{ {string.Join(' ', words)} }}";
    }

    private static string Accessor(MethodInfo accessor, MethodInfo first)
    {
        var isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        var word = accessor.Name.StartsWith("get_", StringComparison.Ordinal) ? "get;" : isInit ? "init;" : "set;";
        return !accessor.IsPublic && first.IsPublic ? "protected " + word : word;
    }

    private static string Field(FieldInfo field)
    {
        var type = TypeText.Of(field.FieldType, Nullability.Create(field));
        var access = field.IsPublic ? "" : "protected ";
        return field.IsLiteral
            ? $"{access}const {type} {field.Name} = {Value(field.GetRawConstantValue())}"
            : $"{access}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name}";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var passing = parameter switch
        {
            { IsOut: true } => "out ",
            { ParameterType.IsByRef: true } => parameter.IsIn ? "in " : "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => "",
        };
        var standard = parameter.HasDefaultValue ? " = " + Value(Default(parameter)) : "";
        return $"{passing}{TypeText.Of(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{standard}";
    }

    private static object? Default(ParameterInfo parameter) =>
        parameter is { ParameterType.IsEnum: true, RawDefaultValue: { } number } ? Enum.ToObject(parameter.ParameterType, number) : parameter.RawDefaultValue;

    private static string Value(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        char letter => $"'{letter}'",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
