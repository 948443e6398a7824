namespace MoCluster.Modules;

/// <summary>Whether a trigger runs before or after the commit (docs/os2mo.md §7).</summary>
public enum EventType
{
    /// <summary><c>ON_BEFORE</c>: after validation and before the commit. The trigger may refuse; then nothing is changed.</summary>
    OnBefore,

    /// <summary><c>ON_AFTER</c>: after the commit. The trigger sees the result. Its failure is reported and undoes nothing.</summary>
    OnAfter,
}
