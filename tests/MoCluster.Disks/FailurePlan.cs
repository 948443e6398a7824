namespace MoCluster.Disks;

/// <summary>Counts the operations that change a disk, and says which of them fail.</summary>
internal sealed class FailurePlan
{
    private const long Never = long.MaxValue;
    private long _powerFailsAt = Never;
    private long _failsAt = Never;
    private DiskFailure _failure;
    private bool _isLasting;

    /// <summary>How many operations there were.</summary>
    public long Operations { get; private set; }

    public void PowerFailsAfter(int operations) => _powerFailsAt = Operations + operations + 1;

    public void FailsAfter(int operations, DiskFailure failure, bool isLasting) =>
        (_failsAt, _failure, _isLasting) = (Operations + operations + 1, failure, isLasting);

    /// <summary>No operation fails any more.</summary>
    public void Clear() => _powerFailsAt = _failsAt = Never;

    /// <summary>Counts the next operation, and tells whether it fails, and how.</summary>
    public DiskFailure Next()
    {
        Operations++;
        if (Operations >= _powerFailsAt)
            return DiskFailure.Off;
        return Operations == _failsAt || (_isLasting && Operations > _failsAt) ? _failure : DiskFailure.None;
    }
}
