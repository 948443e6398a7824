using System.Reflection;
using MoCluster.GrainInterfaces;
using Orleans;

namespace MoCluster.Tests.Architecture;

/// <summary>
/// What travels is a sealed immutable record with ids and an alias; interfaces, methods and grain classes carry aliases, so that
/// renaming a type never breaks a rolling upgrade.
/// </summary>
public sealed class ContractTests
{
    private static readonly Assembly Interfaces = typeof(Refusal).Assembly;

    private static Type[] Records { get; } =
        [.. Interfaces.GetTypes().Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null)];

    private static Type[] GrainInterfaces { get; } =
        [.. Interfaces.GetTypes().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))];

    [Fact]
    public void There_is_something_to_walk()
    {
        Assert.True(Records.Length > 10);
        Assert.True(GrainInterfaces.Length > 3);
    }

    [Fact]
    public void What_travels_is_a_sealed_immutable_record_with_an_alias()
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
    public void Every_carried_property_has_an_id_of_its_own()
    {
        foreach (var type in Records.Where(type => !type.IsEnum))
        {
            var ids = Carried(type).Select(property => (property, id: property.GetCustomAttribute<IdAttribute>()?.Id)).ToArray();
            Assert.All(ids, entry => Assert.True(entry.id is not null, $"{type}.{entry.property.Name} has no [Id]"));
            Assert.True(ids.Select(entry => entry.id).Distinct().Count() == ids.Length, $"{type} gives an id twice");
        }
    }

    [Fact]
    public void Aliases_are_given_once()
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
    public void Methods_are_asynchronous_and_carry_only_what_travels()
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
    public void What_a_record_carries_travels_too()
    {
        foreach (var property in Records.Where(type => !type.IsEnum).SelectMany(Carried))
            AssertTravels(property.PropertyType, $"{property.DeclaringType}.{property.Name}");
    }

    [Fact]
    public void Grain_classes_are_sealed_and_carry_a_name_of_their_own()
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
        Assert.True(plain.Contains(type) || Records.Contains(type), $"{where} carries {type}, which is neither plain nor a record of ours");
    }

    private static IEnumerable<PropertyInfo> Carried(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Where(property => type.GetField($"<{property.Name}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance) is not null);

    private static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));
}
