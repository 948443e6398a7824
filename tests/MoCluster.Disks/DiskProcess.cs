using MoCluster.Disks.Sqlite;

namespace MoCluster.Disks;

/// <summary>A process that uses a disk: what it has open works until it is killed or the power fails.</summary>
/// <param name="disk">The disk.</param>
internal sealed class DiskProcess(LossyDisk disk)
{
    private volatile bool _isDead;

    public LossyDisk Disk => disk;

    /// <summary>Whether it is gone.</summary>
    public bool IsDead => _isDead;

    /// <summary>What its connections share.</summary>
    public SharedFiles Shared { get; } = new();

    /// <summary>Ends it.</summary>
    public void Die() => _isDead = true;
}
