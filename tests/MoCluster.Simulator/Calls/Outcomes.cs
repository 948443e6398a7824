using Orleans.Serialization.Invocation;

namespace MoCluster.Simulator.Calls;

/// <summary>Reads finished tasks. The task of a grain's method holds a failure in its response.</summary>
internal static class Outcomes
{
    /// <summary>The exception that awaiting the task would throw; null when it succeeded.</summary>
    public static Exception? FailureOf(Task outcome)
    {
        if (outcome.IsCompletedSuccessfully)
            return (outcome as Task<Response>)?.Result.Exception;
        if (outcome.Exception is { } failures)
            return failures.InnerExceptions[0];

        try
        {
            outcome.GetAwaiter().GetResult();
            return null;
        }
        catch (OperationCanceledException cancellation)
        {
            return cancellation;
        }
    }
}
