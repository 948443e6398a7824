using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Deliveries;
using MoCluster.Grains.Storage.Events;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Grains.Storage;

/// <summary>
/// A whole store: the port through which everything durable goes (docs/architecture.md §4). Memory, SQLite and PostgreSQL implement it and answer
/// alike; one conformance suite runs over all of them. A consumer takes the part that it uses, for example <see cref="IEventLog"/>; a store
/// that changes what another one does derives from <see cref="DelegatingStore"/>.
/// </summary>
/// <remarks>
/// A read sees every commit that has returned, and no part of a commit that is not durable yet. All members may be called from any thread.
/// </remarks>
public interface IStore
    : IStoreInfo, ICommitStore, IObjectStore, IResultStore, IEventLog, IListenerStore, IDefinitionStore, IDeliveryStore, IRetention;
