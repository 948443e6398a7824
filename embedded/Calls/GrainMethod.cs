using System.Linq.Expressions;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;

namespace MoCluster.Embedded.Calls;

/// <summary>A method of a grain interface: what its attributes say, and how it is called without reflection.</summary>
internal abstract class GrainMethod
{
    private readonly MethodInfo _method;
    private Func<object, object?[], Task>? _invoke;

    protected GrainMethod(MethodInfo method)
    {
        _method = method;
        Name = $"{method.DeclaringType!.Name}.{method.Name}";
        OneWay = method.IsDefined(typeof(OneWayAttribute));
        AlwaysInterleave = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        ResponseTimeout = method.GetCustomAttribute<ResponseTimeoutAttribute>()?.Timeout;
        TokenPosition = Array.FindIndex(method.GetParameters(), parameter => parameter.ParameterType == typeof(CancellationToken));
    }

    /// <summary>Interface and method.</summary>
    public string Name { get; }

    /// <summary>Whether nobody waits for the outcome.</summary>
    public bool OneWay { get; }

    /// <summary>Whether it interleaves with anything.</summary>
    public bool AlwaysInterleave { get; }

    /// <summary>Its own response timeout.</summary>
    public TimeSpan? ResponseTimeout { get; }

    /// <summary>Which parameter is the cancellation token; -1 for none.</summary>
    public int TokenPosition { get; }

    /// <summary>Reads a method.</summary>
    /// <exception cref="NotSupportedException">The method cannot be called on a grain.</exception>
    public static GrainMethod Of(MethodInfo method)
    {
        if (method.IsGenericMethod)
            throw new NotSupportedException($"{method.DeclaringType}.{method.Name} is generic; methods of grain interfaces are not.");

        var type = method.ReturnType;
        if (type == typeof(Task))
            return new GrainMethod<Nothing>(method, static call => call.Answer);
        if (type == typeof(ValueTask))
            return new GrainMethod<Nothing>(method, static call => new ValueTask(call.Answer));

        var shape = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (shape != typeof(Task<>) && shape != typeof(ValueTask<>))
        {
            throw new NotSupportedException(
                $"{method.DeclaringType}.{method.Name} returns {type}; methods of grain interfaces return Task, ValueTask, "
                + "Task<T> or ValueTask<T>.");
        }

        var typed = typeof(GrainMethod<>).MakeGenericType(type.GetGenericArguments());
        return (GrainMethod)Activator.CreateInstance(typed, method, shape == typeof(ValueTask<>))!;
    }

    /// <summary>Sends a call.</summary>
    /// <returns>What the interface's method returns.</returns>
    public abstract object Call(GrainProxy reference, object?[] arguments);

    /// <summary>Calls the grain's method itself; on its turn.</summary>
    public Task Invoke(object grain, object?[] arguments)
    {
        var invoke = Volatile.Read(ref _invoke);
        if (invoke is null)
            Volatile.Write(ref _invoke, invoke = Compile());

        return invoke(grain, arguments) ?? throw new InvalidOperationException($"{Name} of {grain.GetType()} returned null, not a task.");
    }

    private Func<object, object?[], Task> Compile()
    {
        var grain = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var values = _method.GetParameters().Select((parameter, i) =>
            Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), parameter.ParameterType));
        Expression call = Expression.Call(Expression.Convert(grain, _method.DeclaringType!), _method, values);
        if (call.Type.IsValueType)
            call = Expression.Call(call, call.Type.GetMethod(nameof(ValueTask.AsTask))!);

        return Expression.Lambda<Func<object, object?[], Task>>(Expression.Convert(call, typeof(Task)), grain, arguments).Compile();
    }
}
