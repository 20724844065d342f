using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Crm.Sdk.House.Tests.Architecture;

/// <summary>Every type that a type mentions: in its declaration, its signatures, its attributes and its method bodies.</summary>
internal static class TypeUses
{
    /// <summary>The types of the same module that a type mentions, taken apart: no arrays, no constructed generics.</summary>
    public static IEnumerable<TypeDefinition> Of(TypeDefinition type) =>
        Mentions(type).SelectMany(Parts).Where(t => t.Scope == type.Module).Select(t => t.Resolve());

    /// <summary>The type that was written in source: the outermost one, for nested and for compiler-made types.</summary>
    public static TypeDefinition Outermost(TypeDefinition type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static IEnumerable<TypeReference?> Mentions(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. Constraints(type),
        .. Attributes(type),
        .. type.Fields.SelectMany(f => Attributes(f).Append(f.FieldType)),
        .. type.Properties.SelectMany(p => Attributes(p).Append(p.PropertyType)),
        .. type.Events.SelectMany(e => Attributes(e).Append(e.EventType)),
        .. type.Methods.SelectMany(Mentions),
    ];

    private static IEnumerable<TypeReference?> Mentions(MethodDefinition method) =>
    [
        .. Signature(method),
        .. method.Parameters.SelectMany(Attributes),
        .. Constraints(method),
        .. Attributes(method),
        .. method.HasBody ? Mentions(method.Body) : [],
    ];

    private static IEnumerable<TypeReference?> Mentions(MethodBody body) =>
    [
        .. body.Variables.Select(v => v.VariableType),
        .. body.ExceptionHandlers.Select(h => h.CatchType),
        .. body.Instructions.SelectMany(i => Operand(i.Operand)),
    ];

    private static IEnumerable<TypeReference?> Operand(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, .. Signature(method), .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, .. Signature(method)],
        _ => [],
    };

    private static IEnumerable<TypeReference?> Signature(IMethodSignature method) =>
        [method.ReturnType, .. method.Parameters.Select(p => p.ParameterType)];

    private static IEnumerable<TypeReference?> Constraints(IGenericParameterProvider owner) =>
        owner.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType);

    private static IEnumerable<TypeReference?> Attributes(ICustomAttributeProvider owner) =>
        owner.CustomAttributes.Select(a => a.AttributeType);

    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        IModifierType modified => Parts(modified.ElementType).Concat(Parts(modified.ModifierType)),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
