using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.Simulator.Activations;
using Orleans.Runtime;
using Orleans.Storage;

namespace MoCluster.Simulator.State;

/// <summary>Creates the stored states that constructors of grains take.</summary>
internal static class StoredState
{
    private const string DefaultStorage = "Default";

    /// <summary>Creates the state of a constructor parameter.</summary>
    public static IStoredState For(ParameterInfo parameter, Activation activation)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new ArgumentException(
                $"Parameter '{parameter.Name}' of the constructor of {activation.Class.Type} is a {type}; with [PersistentState] "
                + "it must be an IPersistentState<T>.");
        }

        var attribute = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        var storageName = attribute.StorageName ?? DefaultStorage;
        var storage = activation.ActivationServices.GetKeyedService<IGrainStorage>(storageName)
            ?? throw new InvalidOperationException(
                $"{activation.Class.Type} keeps its state \"{attribute.StateName}\" in the storage \"{storageName}\", which is "
                + "not registered: register an IGrainStorage as a keyed service.");
        var name = attribute.StateName.Length > 0 ? attribute.StateName : parameter.Name!;
        return (IStoredState)Activator.CreateInstance(
            typeof(StoredState<>).MakeGenericType(type.GetGenericArguments()), name, activation.GrainId, storage)!;
    }
}
