namespace MoCluster.Faults.Amqp;

/// <summary>The tests of AMQP share a broker. They run one after the other, because some kill it.</summary>
[CollectionDefinition(nameof(BrokerCollection))]
public sealed class BrokerCollection : ICollectionFixture<PrivateBroker>;
