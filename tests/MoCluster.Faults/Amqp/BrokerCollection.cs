namespace MoCluster.Faults.Amqp;

/// <summary>
/// The tests of AMQP share a broker. They run one after the other, because some kill it, and beside no other test: a broker that starts takes all processors, and
/// callers of other tests are promised an answer within a time.
/// </summary>
[CollectionDefinition(nameof(BrokerCollection), DisableParallelization = true)]
public sealed class BrokerCollection : ICollectionFixture<PrivateBroker>;
