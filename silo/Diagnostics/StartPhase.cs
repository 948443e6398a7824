namespace MoCluster.Silo.Diagnostics;

/// <summary>Whether the start is over: until then the process itself says what goes wrong.</summary>
internal sealed class StartPhase
{
    private volatile bool _isOver;

    /// <summary>Whether it is.</summary>
    public bool IsOver => _isOver;

    /// <summary>From now on it is.</summary>
    public void End() => _isOver = true;
}
