using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.Simulator.State;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Streams;

namespace MoCluster.Simulator.Activations;

/// <summary>A grain class: what its attributes say, and how instances are created.</summary>
internal sealed class GrainClass
{
    // Compiled once for each class, whatever the number of silos.
    private static readonly ConcurrentDictionary<Type, ObjectFactory> s_factories = new();

    private readonly ObjectFactory _factory;
    private readonly ParameterInfo[] _states;

    public GrainClass(Type type, int defaultWorkers)
    {
        Type = type;
        GrainType = type.GetCustomAttribute<GrainTypeAttribute>()?.GetGrainType(NoServices.Instance, type)
            ?? GrainType.Create(NameByConvention(type));
        if (type.IsDefined(typeof(MayInterleaveAttribute)))
            throw new NotSupportedException($"{type} has [MayInterleave], which is not simulated; use [AlwaysInterleave] or [Reentrant].");

        Reentrant = type.IsDefined(typeof(ReentrantAttribute));
        MaxWorkers = MaxWorkersOf(type, defaultWorkers);
        Subscriptions = [.. type.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>().Select(PredicateOf)];

        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault()
            ?? throw new ArgumentException($"Grain class {type} has no public constructor.");
        _states = [.. constructor.GetParameters().Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute)))];
        _factory = s_factories.GetOrAdd(
            type, static (type, states) => ActivatorUtilities.CreateFactory(type, [.. states.Select(parameter => parameter.ParameterType)]), _states);
    }

    /// <summary>The class itself.</summary>
    public Type Type { get; }

    /// <summary>Its name in grain ids.</summary>
    public GrainType GrainType { get; }

    /// <summary>Whether its calls interleave.</summary>
    public bool Reentrant { get; }

    /// <summary>The most activations of one key of a stateless worker; 0 for a grain with one activation.</summary>
    public int MaxWorkers { get; }

    /// <summary>The stream namespaces to which it is subscribed.</summary>
    public IReadOnlyList<IStreamNamespacePredicate> Subscriptions { get; }

    /// <summary>Whether a type is a grain class.</summary>
    public static bool Is(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
        && typeof(IGrain).IsAssignableFrom(type) && !typeof(GrainReference).IsAssignableFrom(type);

    /// <summary>Creates an instance, and the stored states that its constructor takes.</summary>
    public (object Instance, IReadOnlyList<IStoredState> States) Create(Activation activation)
    {
        try
        {
            var states = _states.Length == 0 ? [] : _states.Select(parameter => StoredState.For(parameter, activation)).ToArray();
            return (_factory(activation.ActivationServices, states), states);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"Failed to create an instance of grain type '{Type}'. See {nameof(Exception.InnerException)} for details.", exception);
        }
    }

    // The number given to the attribute. Its MaxLocalWorkers property would say the number of processors where none was given.
    private static int MaxWorkersOf(Type type, int defaultWorkers)
    {
        if (type.GetCustomAttributesData().FirstOrDefault(data => data.AttributeType == typeof(StatelessWorkerAttribute)) is not { } worker)
            return 0;

        return worker.ConstructorArguments.FirstOrDefault().Value is int most and > 0 ? most : defaultWorkers;
    }

    private static IStreamNamespacePredicate PredicateOf(ImplicitStreamSubscriptionAttribute subscription) =>
        subscription.StreamIdMapper is null
            ? subscription.Predicate
            : throw new NotSupportedException(
                $"StreamIdMapper \"{subscription.StreamIdMapper}\": keys of streams are keys of grains here.");

    // Orleans' convention: the class name in lower case, without "grain" at its end.
    private static string NameByConvention(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.Length > 5 && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^5] : name;
    }
}
