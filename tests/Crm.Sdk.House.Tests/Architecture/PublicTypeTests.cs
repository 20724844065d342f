using System.Reflection;
using System.Runtime.CompilerServices;

namespace Crm.Sdk.House.Tests.Architecture;

/// <summary>What a public type may look like; STYLE: sealed by default, no constructor that grows with its fields, time is NodaTime's.</summary>
public sealed class PublicTypeTests
{
    /// <summary>Types that hosts are meant to derive from although they are not abstract, each with its reason.</summary>
    private static readonly Dictionary<string, string> Unsealed = new()
    {
        ["Crm.Sdk.Storage.CrmStorageException"] = "one catch for all that lies beneath a store; what a caller can act on stands below it",
        ["Crm.Sdk.Specifications.Specification`1"] = "a host names a condition by deriving from it, as with the package whose shapes it has",
    };

    public static TheoryData<string> Projects => SourceProject.Names;

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_public_class_is_sealed_static_or_abstract(string project) =>
        PublicTypes(project)
            .Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false })
            .Select(t => t.FullName!)
            .Except(Unsealed.Keys)
            .ShouldHold();

    [Fact]
    public void Every_exemption_from_sealing_is_still_needed() =>
        Unsealed.Keys.Should().BeSubsetOf(SourceProject.All.SelectMany(p => PublicTypes(p.Name)).Where(t => !t.IsSealed).Select(t => t.FullName!));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_public_record_has_no_positional_parameters_but_for_a_single_field_id(string project) =>
        PublicTypes(project).Where(IsPositionalRecord).Select(t => t.FullName!).ShouldHold();

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_public_member_shows_a_DateTime(string project) =>
        PublicTypes(project)
            .SelectMany(Members, (type, member) => (type, member))
            .Where(m => Types(m.member).SelectMany(Parts).Contains(typeof(DateTime)))
            .Select(m => $"{m.type.FullName}.{m.member.Name}")
            .ShouldHold();

    [Theory]
    [InlineData(typeof(Positional), true)]
    [InlineData(typeof(PositionalPair), true)]
    [InlineData(typeof(Id), false)]
    [InlineData(typeof(WithProperties), false)]
    public void A_positional_record_is_recognised(Type type, bool expected) => IsPositionalRecord(type).Should().Be(expected);

    /// <summary>The compiler gives a record with positional parameters a Deconstruct method with as many.</summary>
    private static bool IsPositionalRecord(Type type) =>
        Members(type).OfType<MethodInfo>().Any(m =>
            m.Name == "Deconstruct"
            && m.IsDefined(typeof(CompilerGeneratedAttribute))
            && !(type.IsValueType && m.GetParameters().Length == 1));

    private static Type[] PublicTypes(string project) => SourceProject.Get(project).Assembly.GetExportedTypes();

    private static MemberInfo[] Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly);

    private static IEnumerable<Type> Types(MemberInfo member) => member switch
    {
        MethodInfo method => [method.ReturnType, .. method.GetParameters().Select(p => p.ParameterType)],
        ConstructorInfo constructor => constructor.GetParameters().Select(p => p.ParameterType),
        PropertyInfo property => [property.PropertyType],
        FieldInfo field => [field.FieldType],
        _ => [],
    };

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Parts).Append(type);

    private sealed record Positional(int A);

    private readonly record struct PositionalPair(int A, int B);

    private readonly record struct Id(int A);

    private sealed record WithProperties
    {
        public int A { get; init; }
    }
}
