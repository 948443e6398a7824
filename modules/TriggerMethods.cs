using System.Reflection;
using System.Runtime.CompilerServices;

namespace MoCluster.Modules;

/// <summary>Registers the methods that <see cref="TriggerAttribute"/> makes triggers.</summary>
public static class TriggerMethods
{
    private const BindingFlags AnyMethod =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy;

    /// <summary>Registers all marked methods of an object.</summary>
    /// <param name="triggers">Takes the registrations.</param>
    /// <param name="target">The object. Its instance methods run on it.</param>
    /// <exception cref="ArgumentException">No method is marked, or a marked method has another form than a trigger's.</exception>
    public static void OnMethods(this ITriggerRegistrar triggers, object target)
    {
        var any = false;
        foreach (var method in target.GetType().GetMethods(AnyMethod))
        {
            TriggerHandler? handler = null;
            foreach (var mark in method.GetCustomAttributes<TriggerAttribute>())
            {
                triggers.On(DefinitionOf(mark, method), handler ??= HandlerOf(method, target));
                any = true;
            }
        }

        if (!any)
            throw new ArgumentException($"{target.GetType()} has no method with a [Trigger] attribute.", nameof(target));
    }

    private static TriggerDefinition DefinitionOf(TriggerAttribute mark, MethodInfo method) => new()
    {
        Name = mark.Name ?? $"{method.DeclaringType!.Name}.{method.Name}",
        EventType = mark.EventType,
        RoleTypes = mark.RoleTypes,
        RequestTypes = mark.RequestTypes,
        Order = mark.Order,
    };

    private static TriggerHandler HandlerOf(MethodInfo method, object target)
    {
        var self = method.IsStatic ? null : target;
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        var takesBoth = parameters is [_, var second] && second == typeof(CancellationToken);
        var isTrigger = parameters is [var first, ..] && first == typeof(TriggerContext) && (parameters.Length == 1 || takesBoth)
            && !method.IsGenericMethodDefinition;
        return isTrigger switch
        {
            true when method.ReturnType == typeof(ValueTask) => takesBoth
                ? method.CreateDelegate<TriggerHandler>(self)
                : Of(method.CreateDelegate<Func<TriggerContext, ValueTask>>(self)),
            true when method.ReturnType == typeof(Task) => takesBoth
                ? Of(method.CreateDelegate<Func<TriggerContext, CancellationToken, Task>>(self))
                : Of(method.CreateDelegate<Func<TriggerContext, Task>>(self)),
            true when method.ReturnType == typeof(void) && !IsAsync(method) => takesBoth
                ? Of(method.CreateDelegate<Action<TriggerContext, CancellationToken>>(self))
                : Of(method.CreateDelegate<Action<TriggerContext>>(self)),
            _ => throw new ArgumentException(
                $"{method.DeclaringType}.{method.Name} cannot be a trigger. A trigger takes a TriggerContext, and a CancellationToken if it "
                + "likes, and returns void, Task or ValueTask. An async method returns Task or ValueTask."),
        };
    }

    /// <summary>Nobody could wait for an async method that returns nothing, nor learn that it refused.</summary>
    private static bool IsAsync(MethodInfo method) => method.IsDefined(typeof(AsyncStateMachineAttribute));

    private static TriggerHandler Of(Func<TriggerContext, ValueTask> run) => (trigger, _) => run(trigger);

    private static TriggerHandler Of(Func<TriggerContext, CancellationToken, Task> run) => (trigger, cancellation) => new ValueTask(run(trigger, cancellation));

    private static TriggerHandler Of(Func<TriggerContext, Task> run) => (trigger, _) => new ValueTask(run(trigger));

    private static TriggerHandler Of(Action<TriggerContext, CancellationToken> run) => (trigger, cancellation) =>
    {
        run(trigger, cancellation);
        return ValueTask.CompletedTask;
    };

    private static TriggerHandler Of(Action<TriggerContext> run) => (trigger, _) =>
    {
        run(trigger);
        return ValueTask.CompletedTask;
    };
}
