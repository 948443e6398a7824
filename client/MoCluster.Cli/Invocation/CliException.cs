namespace MoCluster.Cli.Invocation;

/// <summary>The tool cannot do what it was asked for, and says why without asking the server.</summary>
/// <param name="code">A code for programs, in the spelling of the server's.</param>
/// <param name="message">What was wrong and what would be right.</param>
/// <param name="exitCode">How the tool ends.</param>
internal sealed class CliException(string code, string message, ExitCode exitCode = ExitCode.Refused) : Exception(message)
{
    /// <summary>A code for programs.</summary>
    public string Code { get; } = code;

    /// <summary>How the tool ends.</summary>
    public ExitCode ExitCode { get; } = exitCode;
}
