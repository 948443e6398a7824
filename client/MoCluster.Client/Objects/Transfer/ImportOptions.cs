namespace MoCluster.Client;

/// <summary>How an import is done, and how it is watched.</summary>
public sealed record ImportOptions
{
    /// <summary>
    /// Names the import, with 1 to 128 letters, digits and <c>. _ : -</c>: the same file under the same id goes on where it stopped, also after the program died.
    /// A fresh one when null.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>Whether no triggers run, for which the caller needs the role <c>triggerless</c>.</summary>
    public bool IsTriggerless { get; init; }

    /// <summary>Whether the import ends at the first line that is refused; it is the <see cref="MoException"/> of the import then.</summary>
    public bool StopOnError { get; init; }

    /// <summary>Whether everything is checked and nothing is written.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>The priority of the events, of which 1 is first; 10000 when null. A higher number lets live events pass them.</summary>
    public int? Priority { get; init; }

    /// <summary>Is told how far the import is; null for nobody.</summary>
    public IProgress<ImportProgress>? Progress { get; init; }

    /// <summary>Is told each line that was refused, up to the server's <c>Import:MaxErrors</c>; null for nobody.</summary>
    public Action<ImportRefusal>? Refused { get; init; }

    /// <summary>Is told why the file is sent again, each time; null for nobody.</summary>
    public Action<MoException>? Interrupted { get; init; }

    /// <summary>
    /// How often in a row a file is sent again that was interrupted and got no further; 5 by default. Only what can be read again is sent again: a stream
    /// that can seek.
    /// </summary>
    public int MaxResumptions { get; init; } = 5;

    /// <summary>After how long without a line that was sent or answered the connection is given up; 2 minutes by default.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(2);
}
