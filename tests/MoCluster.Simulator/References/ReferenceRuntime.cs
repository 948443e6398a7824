using MoCluster.Simulator.Calls;
using Orleans;
using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace MoCluster.Simulator.References;

/// <summary>Carries the calls of grain references through the engine.</summary>
internal sealed class ReferenceRuntime(SimulatorEngine engine) : IGrainReferenceRuntime
{
    /// <inheritdoc/>
    public ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if (options.HasFlag(InvokeMethodOptions.OneWay))
        {
            InvokeMethod(reference, request, options);
            return default;
        }

        return new(Begin<T>(reference, request, options));
    }

    /// <inheritdoc/>
    public ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        if (options.HasFlag(InvokeMethodOptions.OneWay))
        {
            InvokeMethod(reference, request, options);
            return default;
        }

        return new(Begin<object>(reference, request, options));
    }

    /// <inheritdoc/>
    public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options) =>
        new OneWayCall(engine, reference.GrainId, request, options).Send();

    /// <inheritdoc/>
    public object Cast(IAddressable grain, Type interfaceType) =>
        grain is GrainReference && interfaceType.IsInstanceOfType(grain)
            ? grain
            : engine.Bindings.ReferenceTo(interfaceType, grain.GetGrainId());

    private Task<T?> Begin<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        var call = new RequestCall<T>(engine, reference.GrainId, request, options);
        call.Begin();
        return call.Answer;
    }
}
