namespace MoCluster.Silo.Diagnostics;

/// <summary>Says whether the process is still starting. During the start the process itself reports what goes wrong.</summary>
internal sealed class StartPhase
{
    private volatile bool _isOver;

    /// <summary>Whether the start is over.</summary>
    public bool IsOver => _isOver;

    /// <summary>Ends the start.</summary>
    public void End() => _isOver = true;
}
