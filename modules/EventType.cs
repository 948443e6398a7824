namespace MoCluster.Modules;

/// <summary>On which side of the commit a trigger runs (os2mo.md §3.1).</summary>
public enum EventType
{
    /// <summary><c>ON_BEFORE</c>: after validation, before the commit. May refuse; then nothing happened.</summary>
    OnBefore,

    /// <summary><c>ON_AFTER</c>: after the commit. Sees the result; its failure is reported and undoes nothing.</summary>
    OnAfter,
}
