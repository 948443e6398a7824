using System.Reflection;
using MoCluster.GrainInterfaces;
using Orleans;

namespace MoCluster.Tests.Architecture;

/// <summary>
/// Lists what silos of two builds must agree on while one replaces the other, one fact a line: grain classes with the interfaces and
/// streams that they serve, the kind of key of each interface, methods with their parameters and results, the members of records by id and
/// type, and the numbers of enumerations. The names of parameters, members and numbers are not sent. They are listed anyway: if two members of
/// the same type swapped places, each would be read as the other, and nothing but their names would show it.
/// </summary>
internal static class ContractListing
{
    /// <summary>The listing of this build, sorted.</summary>
    public static IReadOnlyList<string> Lines() => Of(
    [
        .. typeof(Refusal).Assembly.GetTypes(), .. typeof(Grains.Storage.IStore).Assembly.GetTypes(),
    ]);

    /// <summary>The listing of some types, sorted.</summary>
    /// <param name="types">The types. Those that are neither called nor sent are left out.</param>
    public static IReadOnlyList<string> Of(IEnumerable<Type> types) => [.. types.SelectMany(Describe).Order(StringComparer.Ordinal)];

    /// <summary>The lines of a checked-in listing.</summary>
    /// <param name="path">The path of the file.</param>
    public static string[] ReadFrom(params string[] path) =>
        [.. File.ReadAllLines(Repository.PathOf(path)).Where(line => line.Length > 0 && line[0] != '#')];

    private static IEnumerable<string> Describe(Type type)
    {
        if (type.IsInterface && typeof(IGrain).IsAssignableFrom(type))
            return [$"interface {Name(type)} by {KindOfKeys(type)}", .. type.GetMethods().Select(method => Describe(type, method))];
        if (Argument(type, typeof(GrainTypeAttribute)) is { } grain)
            return DescribeGrain(type, grain);
        if (type.GetCustomAttribute<GenerateSerializerAttribute>() is null)
            return [];
        return type.IsEnum
            ? Enum.GetNames(type).Select(name => $"number {Name(type)} {Enum.Format(type, Enum.Parse(type, name), "D")} {name}")
            : [$"record {Name(type)}", .. Members(type)];
    }

    private static IEnumerable<string> DescribeGrain(Type type, string grain) =>
    [
        .. type.GetInterfaces().Where(answered => answered.GetCustomAttribute<AliasAttribute>() is not null && typeof(IGrain).IsAssignableFrom(answered))
            .Select(answered => $"grain {grain} answers {Name(answered)}"),
        .. type.CustomAttributes.Where(attribute => attribute.AttributeType == typeof(ImplicitStreamSubscriptionAttribute))
            .Select(attribute => $"grain {grain} hears {attribute.ConstructorArguments[0].Value}"),
    ];

    private static IEnumerable<string> Members(Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let id = property.GetCustomAttribute<IdAttribute>()
        where id is not null
        select $"member {Name(type)} {id.Id} {Name(property.PropertyType)} {property.Name}";

    private static string Describe(Type type, MethodInfo method)
    {
        var parameters = string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}"));
        return $"method {Name(type)} {method.GetCustomAttribute<AliasAttribute>()!.Alias}({parameters}) {Name(method.ReturnType)}";
    }

    private static string KindOfKeys(Type type) =>
        type.GetInterfaces().Single(inherited => inherited.Name.StartsWith("IGrainWith", StringComparison.Ordinal)).Name;

    private static string? Argument(Type type, Type attribute) =>
        type.CustomAttributes.FirstOrDefault(found => found.AttributeType == attribute)?.ConstructorArguments[0].Value as string;

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        var name = type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.Name;
        return type.IsConstructedGenericType ? $"{name}<{string.Join(", ", type.GenericTypeArguments.Select(Name))}>" : name;
    }
}
