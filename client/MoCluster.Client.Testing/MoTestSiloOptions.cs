namespace MoCluster.Client.Testing;

/// <summary>How a silo for tests is started.</summary>
public sealed record MoTestSiloOptions
{
    /// <summary>
    /// The path of <c>MoCluster.Silo.dll</c>. When null, it is the one that the environment variable <c>MOCLUSTER_SILO</c> names, else the one of this package, else the
    /// one beside the tests.
    /// </summary>
    public string? Program { get; init; }

    /// <summary>Settings of the silo, each <c>KEY=VALUE</c> as on its command line, for example <c>HttpTriggers:Endpoints=localhost:9037</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Is told each line of the silo's log, for example to write it to the output of a test; null for nobody. <see cref="MoTestSilo.Log"/> keeps them anyway.</summary>
    public Action<string>? OnLog { get; init; }

    /// <summary>How long a start may take; 60 s by default. It takes one to two seconds on an idle machine.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the waits of <see cref="MoTestSilo"/> wait before they fail; 30 s by default.</summary>
    public TimeSpan WaitTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
