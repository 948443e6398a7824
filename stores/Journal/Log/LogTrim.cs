using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.Stores.Memory.Applying;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Journal.Log;

/// <summary>A decision to let go of events and of kept results.</summary>
/// <param name="Now">The store's clock: results over their week by then go.</param>
/// <param name="Firsts">The numbers that are to be the first ones kept, a stream each.</param>
internal sealed record LogTrim(DateTimeOffset Now, ImmutableArray<KeyValuePair<StreamKey, long>> Firsts)
{
    /// <summary>The state after it.</summary>
    public StoreState Apply(StoreState state) => ResultTables.Trim(StreamTables.Trim(state, Firsts), Now);
}
