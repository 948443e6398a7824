namespace MoCluster.Embedded.Calls;

/// <summary>What a finished task says.</summary>
internal static class Outcomes
{
    /// <summary>The exception that awaiting the task would throw. The task has not completed well.</summary>
    public static Exception ExceptionOf(Task outcome)
    {
        if (outcome.Exception is { } failures)
            return failures.InnerExceptions[0];

        try
        {
            outcome.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException cancellation)
        {
            return cancellation;
        }

        throw new InvalidOperationException("The task has completed well.");
    }
}
