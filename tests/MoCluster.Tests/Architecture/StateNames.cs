using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace MoCluster.Tests.Architecture;

/// <summary>
/// The names under which grains keep their small state. The rows of Orleans' ADO.NET storage are told apart by the grain's key and this
/// name, not by its class: two classes with one name would read and overwrite each other's.
/// </summary>
internal static class StateNames
{
    /// <summary>What is wrong with the states of some grain classes, a sentence each.</summary>
    /// <param name="types">The classes; what is no grain is left out.</param>
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
            .. grains.Where(HasStateOfItsBase).Select(grain => $"{grain.Name} has its state from Grain<T>, which gives all of them one name: use [PersistentState]."),
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
