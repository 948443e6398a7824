namespace MoCluster.Cli.Invocation;

/// <summary>What the exit code of the tool says. Scripts rely on it, so a number never changes its meaning.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>The server refused, or something on this machine was not as it must be. Trying again does not help.</summary>
    Refused = 1,

    /// <summary>The command line is wrong. Nothing was sent.</summary>
    Usage = 2,

    /// <summary>The server could not be reached or could not serve. Trying again may help.</summary>
    Unreachable = 3,

    /// <summary>There was nothing to do: no event came, nothing was found, or a lease had ended already.</summary>
    Nothing = 4,

    /// <summary>The tool itself failed, which is a defect.</summary>
    Defect = 70,

    /// <summary>Ctrl-C or a signal ended the tool before it was done.</summary>
    Interrupted = 130,
}
