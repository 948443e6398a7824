using System.Reflection;
using MoCluster.GrainInterfaces;
using Orleans;

namespace MoCluster.Tests.Architecture;

/// <summary>
/// Messages between grains are sealed immutable records with ids and an alias. Interfaces, methods and grain classes have aliases too, so
/// that renaming a type never breaks a rolling upgrade.
/// </summary>
public sealed class ContractTests
{
    private static readonly Assembly Interfaces = typeof(Refusal).Assembly;

    private static Type[] Records { get; } =
        [.. Interfaces.GetTypes().Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null)];

    private static Type[] GrainInterfaces { get; } =
        [.. Interfaces.GetTypes().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))];

    [Fact]
    public void The_contracts_are_found()
    {
        Assert.True(Records.Length > 10);
        Assert.True(GrainInterfaces.Length > 3);
    }

    [Fact]
    public void Messages_are_sealed_immutable_records_with_an_alias()
    {
        Assert.All(Records, type =>
        {
            Assert.True(type.IsSealed, $"{type} is not sealed");
            Assert.NotNull(type.GetCustomAttribute<AliasAttribute>());
            if (type.IsEnum)
                return;
            Assert.NotNull(type.GetCustomAttribute<ImmutableAttribute>());
            foreach (var property in Carried(type))
                Assert.True(property.SetMethod is null || IsInitOnly(property), $"{type}.{property.Name} can be changed after construction");
        });
    }

    [Fact]
    public void Every_serialized_property_has_an_id_of_its_own()
    {
        foreach (var type in Records.Where(type => !type.IsEnum))
        {
            var ids = Carried(type).Select(property => (property, id: property.GetCustomAttribute<IdAttribute>()?.Id)).ToArray();
            Assert.All(ids, entry => Assert.True(entry.id is not null, $"{type}.{entry.property.Name} has no [Id]"));
            Assert.True(ids.Select(entry => entry.id).Distinct().Count() == ids.Length, $"{type} gives an id twice");
        }
    }

    [Fact]
    public void Every_alias_is_used_once()
    {
        var aliases = Records.Concat(GrainInterfaces).Select(type => type.GetCustomAttribute<AliasAttribute>()!.Alias).ToArray();
        Assert.Equal(aliases.Length, aliases.Distinct().Count());
        foreach (var type in GrainInterfaces)
        {
            var methods = type.GetMethods().Select(method => (method, method.GetCustomAttribute<AliasAttribute>()?.Alias)).ToArray();
            Assert.All(methods, entry => Assert.True(entry.Alias is not null, $"{type}.{entry.method.Name} has no [Alias]"));
            Assert.Equal(methods.Length, methods.Select(entry => entry.Alias).Distinct().Count());
        }
    }

    [Fact]
    public void Methods_are_asynchronous_and_take_only_serializable_types()
    {
        foreach (var method in GrainInterfaces.SelectMany(type => type.GetMethods()))
        {
            var result = method.ReturnType;
            Assert.True(
                result == typeof(Task) || result == typeof(ValueTask)
                || (result.IsGenericType && (result.GetGenericTypeDefinition() == typeof(Task<>) || result.GetGenericTypeDefinition() == typeof(ValueTask<>))),
                $"{method.DeclaringType}.{method.Name} returns {result}");
            foreach (var carried in method.GetParameters().Select(parameter => parameter.ParameterType).Concat(result.GenericTypeArguments))
                AssertTravels(carried, $"{method.DeclaringType}.{method.Name}");
        }
    }

    [Fact]
    public void Records_contain_only_serializable_types()
    {
        foreach (var property in Records.Where(type => !type.IsEnum).SelectMany(Carried))
            AssertTravels(property.PropertyType, $"{property.DeclaringType}.{property.Name}");
    }

    [Fact]
    public void Grain_classes_are_sealed_and_have_a_unique_alias()
    {
        var classes = typeof(Grains.Storage.IStore).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(Grain).IsAssignableFrom(type)).ToArray();
        Assert.NotEmpty(classes);
        Assert.All(classes, type => Assert.True(type.IsSealed, $"{type} is not sealed"));
        var names = classes.Select(type => type.GetCustomAttribute<GrainTypeAttribute>()).ToArray();
        Assert.All(names, Assert.NotNull);
    }

    private static void AssertTravels(Type type, string where)
    {
        if (type.IsGenericType)
        {
            Assert.Contains(type.GetGenericTypeDefinition().Name, (string[])["ImmutableArray`1", "Nullable`1", "Outcome`1"]);
            foreach (var argument in type.GenericTypeArguments)
                AssertTravels(argument, where);
            return;
        }

        if (type.IsGenericParameter || type.IsPrimitive)
            return;
        Type[] plain = [typeof(string), typeof(Guid), typeof(DateTimeOffset), typeof(TimeSpan), typeof(CancellationToken), typeof(DateOnly)];
        Assert.True(plain.Contains(type) || Records.Contains(type), $"{where} carries {type}, which is neither a plain type nor a record of grain-interfaces");
    }

    private static IEnumerable<PropertyInfo> Carried(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Where(property => type.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance) is not null);

    private static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));
}
