using System.Reflection;
using MoCluster.GrainInterfaces;
using Orleans;

namespace MoCluster.Tests.Architecture;

/// <summary>
/// What silos of two builds must agree on while one replaces the other, a line each: grain classes, methods with their parameters and
/// results, the members of records by id and type, the numbers of enumerations. Names that do not travel are left out.
/// </summary>
internal static class ContractListing
{
    /// <summary>The listing of this build, in the order of the text.</summary>
    public static IReadOnlyList<string> Lines() =>
    [
        .. GrainClasses().Concat(typeof(Refusal).Assembly.GetTypes().SelectMany(Describe)).Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> GrainClasses() =>
        from type in typeof(Grains.Storage.IStore).Assembly.GetTypes()
        let name = type.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType == typeof(GrainTypeAttribute))
        where name is not null
        select $"grain {name.ConstructorArguments[0].Value}";

    private static IEnumerable<string> Describe(Type type)
    {
        if (type.IsInterface && typeof(IGrain).IsAssignableFrom(type))
            return type.GetMethods().Select(method => Describe(type, method));
        if (type.GetCustomAttribute<GenerateSerializerAttribute>() is null)
            return [];
        return type.IsEnum
            ? Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(number => $"number {Name(type)} {number}")
            : from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
              let id = property.GetCustomAttribute<IdAttribute>()
              where id is not null
              select $"member {Name(type)} {id.Id} {Name(property.PropertyType)}";
    }

    private static string Describe(Type type, MethodInfo method)
    {
        var parameters = string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)));
        return $"method {Name(type)} {method.GetCustomAttribute<AliasAttribute>()!.Alias}({parameters}) {Name(method.ReturnType)}";
    }

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        var name = type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.Name;
        return type.IsConstructedGenericType ? $"{name}<{string.Join(", ", type.GenericTypeArguments.Select(Name))}>" : name;
    }
}
