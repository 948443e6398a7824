using MoCluster.GrainInterfaces.Objects;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>
/// Reads objects for triggers: from the store and not by a call to the object's grain, which may be the one that waits for the trigger.
/// </summary>
public interface ITriggerReads
{
    /// <summary>Reads the current registration of an object; null when the object does not exist or was deleted.</summary>
    /// <param name="key">The object.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<TriggerObject?> ReadAsync(ObjectKey key, CancellationToken cancellation);

    /// <summary>Reads a registration of an object; null when there is none of that number, or when it deleted the object.</summary>
    /// <param name="key">The object.</param>
    /// <param name="registration">The number of the registration; 0 for one before the first.</param>
    /// <param name="cancellation">Ends the read.</param>
    ValueTask<TriggerObject?> ReadAsync(ObjectKey key, long registration, CancellationToken cancellation);
}
