using System.Reflection;

namespace Crm.Sdk.House.Tests.PublicApi;

/// <summary>Writes a type as C# does, with its nullability where it is known.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying, nullability) + "?";
        }

        var name = type.IsArray
            ? $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]"
            : Name(type, nullability);
        return CanTellNull(type) && nullability?.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }

    /// <summary>The type parameters' constraints, each behind a space, or nothing.</summary>
    public static string Constraints(IEnumerable<Type> parameters) =>
        string.Concat(parameters.Select(p => (p.Name, Rules: Rules(p).ToList())).Where(p => p.Rules.Count > 0).Select(p => $" where {p.Name} : {string.Join(", ", p.Rules)}"));

    /// <summary>Of a type parameter that may be anything, reflection says that it is nullable whether or not it was written so.</summary>
    /// <remarks>It asks for no text of the constraints: one may name the type parameter itself.</remarks>
    private static bool CanTellNull(Type type)
    {
        if (!type.IsGenericParameter)
        {
            return !type.IsValueType;
        }

        var attributes = type.GenericParameterAttributes;
        return !attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)
            && ((attributes & (GenericParameterAttributes.ReferenceTypeConstraint | GenericParameterAttributes.DefaultConstructorConstraint)) != GenericParameterAttributes.None
                || type.GetGenericParameterConstraints().Length > 0);
    }

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        var name = type.Name.Split('`')[0];
        var arguments = type.GetGenericArguments();
        var outer = type is { IsNested: true, IsGenericParameter: false } ? Name(type.DeclaringType!, null).Split('<')[0] + "." : "";
        if (arguments.Length == 0)
        {
            return outer + name;
        }

        var known = nullability?.GenericTypeArguments is { } infos && infos.Length == arguments.Length ? infos : null;
        var list = string.Join(", ", arguments.Select((a, i) => Of(a, known?[i])));
        return type.IsAssignableTo(typeof(System.Runtime.CompilerServices.ITuple)) && name == nameof(ValueTuple) ? $"({list})" : $"{outer}{name}<{list}>";
    }

    private static IEnumerable<string> Rules(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (isStruct)
        {
            yield return "struct";
        }

        foreach (var constraint in parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)))
        {
            yield return Of(constraint);
        }

        if (!isStruct && attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            yield return "new()";
        }
    }
}
