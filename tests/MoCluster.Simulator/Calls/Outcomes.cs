using Orleans.Serialization.Invocation;

namespace MoCluster.Simulator.Calls;

/// <summary>What a finished task says. The task of a grain's method tells a failure in its response.</summary>
internal static class Outcomes
{
    /// <summary>Why it failed, as awaiting it would throw; null if it went well.</summary>
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
