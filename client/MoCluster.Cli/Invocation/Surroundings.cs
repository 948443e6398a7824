using MoCluster.Cli.Output;

namespace MoCluster.Cli.Invocation;

/// <summary>What the tool is run in: its streams, the environment and the clock.</summary>
internal sealed record Surroundings
{
    /// <summary>Standard output, for results.</summary>
    public required TextTarget Output { get; init; }

    /// <summary>Standard error, for everything else.</summary>
    public required TextTarget Errors { get; init; }

    /// <summary>Standard input.</summary>
    public required TextReader Input { get; init; }

    /// <summary>Reads a variable of the environment; null for none.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Knows the present and the time zone.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Those of this process.</summary>
    public static Surroundings OfProcess() => new()
    {
        Output = TextTarget.StandardOutput(),
        Errors = TextTarget.StandardError(),
        Input = Console.In,
        Variable = Environment.GetEnvironmentVariable,
    };
}
