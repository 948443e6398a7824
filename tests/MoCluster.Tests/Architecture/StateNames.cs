using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace MoCluster.Tests.Architecture;

/// <summary>
/// The names under which grains keep their small state. Orleans' ADO.NET storage identifies a row by the grain's key and this name, not by
/// the class: two classes with one name would read and overwrite each other's state.
/// </summary>
internal static class StateNames
{
    /// <summary>The problems with the states of some grain classes, one sentence each.</summary>
    /// <param name="types">The classes; types that are not grains are left out.</param>
    public static IReadOnlyList<string> Problems(IEnumerable<Type> types)
    {
        var grains = types.Where(type => type is { IsClass: true, IsAbstract: false } && typeof(Grain).IsAssignableFrom(type)).ToArray();
        var states =
            from grain in grains
            from constructor in grain.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            from parameter in constructor.GetParameters()
            let state = parameter.GetCustomAttribute<PersistentStateAttribute>()
            where state is not null
            select (grain, name: state.StateName);
        return
        [
            .. states.GroupBy(state => state.name, StringComparer.OrdinalIgnoreCase).Where(named => named.Count() > 1)
                .Select(named => $"«{named.Key}» names states of {string.Join(" and of ", named.Select(state => state.grain.Name).Order(StringComparer.Ordinal))}: "
                    + "name each after its grain."),
            .. states.Where(state => state.name.Length == 0).Select(state => $"A state of {state.grain.Name} has no name."),
            .. grains.Where(HasStateOfItsBase).Select(grain => $"{grain.Name} gets its state from Grain<T>, which gives every state the same name: use [PersistentState]."),
        ];
    }

    private static bool HasStateOfItsBase(Type grain)
    {
        for (var type = grain.BaseType; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition().FullName == "Orleans.Grain`1")
                return true;
        }

        return false;
    }
}
