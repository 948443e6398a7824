namespace MoCluster.Client;

/// <summary>Who gets the events of a refresh.</summary>
public sealed record RefreshOptions
{
    /// <summary>The only owner whose listeners get the events; all when null.</summary>
    public Guid? Owner { get; init; }

    /// <summary>The only listener that gets the events; all when null. Not together with <see cref="Owner"/>.</summary>
    public Guid? Listener { get; init; }

    /// <summary>The priority of the events; 1 is first. 10000 by default; a higher number lets events of changes pass them.</summary>
    public int Priority { get; init; } = 10_000;
}
