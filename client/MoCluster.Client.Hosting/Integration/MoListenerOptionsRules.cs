using Microsoft.Extensions.Options;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>Checks the options of a listener. What only the server can judge, such as the length of a lease, it refuses when the listener is declared.</summary>
internal sealed class MoListenerOptionsRules : IValidateOptions<MoListenerOptions>
{
    /// <summary>The widest window that a server takes unless it is configured otherwise.</summary>
    public const int MaxWindow = 1_000;

    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromDays(7);

    public ValidateOptionsResult Validate(string? name, MoListenerOptions options)
    {
        string[] problems = [.. Problems(options).Select(problem => $"Listeners:{name}:{problem}")];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(MoListenerOptions options)
    {
        if (options.Parallelism is < 1 or > MaxWindow)
            yield return $"Parallelism is {options.Parallelism}; it must be 1 to {MaxWindow}.";
        if (options.Window is { } window && (window < options.Parallelism || window > MaxWindow))
            yield return $"Window is {window}; it must be at least the parallelism and at most {MaxWindow}.";
        if (options.Lease <= TimeSpan.Zero)
            yield return $"Lease is {options.Lease}; it must be longer than nothing.";
        if (options.MaxBackOff <= TimeSpan.Zero)
            yield return $"MaxBackOff is {options.MaxBackOff}; it must be longer than nothing.";
        if (options.MaxAttempts < 1)
            yield return $"MaxAttempts is {options.MaxAttempts}; it must be 1 or more, or left out for never.";
        if (options.MaxDeliveries < 1)
            yield return $"MaxDeliveries is {options.MaxDeliveries}; it must be 1 or more, or left out for never.";
        if (options.HandlerTimeout <= TimeSpan.Zero || options.HandlerTimeout > s_longestTimeout)
            yield return $"HandlerTimeout is {options.HandlerTimeout}; it must be longer than nothing, and at most {s_longestTimeout}.";
    }
}
