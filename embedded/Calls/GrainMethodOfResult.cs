using System.Reflection;

namespace MoCluster.Embedded.Calls;

/// <summary>A method with a result.</summary>
internal sealed class GrainMethod<TResult> : GrainMethod
{
    private readonly Func<RequestCall<TResult>, object> _answer;
    private readonly object _done;

    /// <summary>A method that returns <see cref="Task{TResult}"/> or <see cref="ValueTask{TResult}"/>.</summary>
    public GrainMethod(MethodInfo method, bool valueTask)
        : this(method, valueTask ? static call => new ValueTask<TResult>(call.Answer) : static call => call.Answer)
    {
    }

    /// <summary>A method whose answer is shaped by a function.</summary>
    public GrainMethod(MethodInfo method, Func<RequestCall<TResult>, object> answer)
        : base(method)
    {
        _answer = answer;
        _done = method.ReturnType == typeof(ValueTask) ? ValueTask.CompletedTask
            : method.ReturnType == typeof(ValueTask<TResult>) ? new ValueTask<TResult>(default(TResult)!)
            : Task.FromResult<TResult>(default!);
    }

    /// <inheritdoc/>
    public override object Call(GrainProxy reference, object?[] arguments)
    {
        if (OneWay)
        {
            new OneWayCall(reference, this, arguments).Send();
            return _done;
        }

        var call = new RequestCall<TResult>(reference, this, arguments);
        call.Begin();
        return _answer(call);
    }
}
