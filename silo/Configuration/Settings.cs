namespace MoCluster.Silo.Configuration;

/// <summary>All settings of the process, read and checked: one options class a section.</summary>
/// <param name="Urls">On which addresses it listens.</param>
/// <param name="Authentication">Who may call.</param>
/// <param name="Cluster">How silos find each other.</param>
/// <param name="Store">Where state is kept.</param>
/// <param name="Journal">The limits of the journal.</param>
/// <param name="PostgreSql">The limits of the PostgreSQL store.</param>
/// <param name="Http">What a connection may cost.</param>
/// <param name="Api">The limits of the API.</param>
/// <param name="Metrics">What <c>/metrics</c> tells.</param>
/// <param name="GraphQL">The limits of GraphQL operations.</param>
/// <param name="Events">The clocks behind the event system.</param>
/// <param name="Objects">The limits of mutations.</param>
/// <param name="Triggers">Which triggers run.</param>
internal sealed record Settings(
    ListenUrls Urls,
    AuthenticationSettings Authentication,
    ClusterSettings Cluster,
    StoreOptions Store,
    JournalSettings Journal,
    PostgreSqlSettings PostgreSql,
    HttpSettings Http,
    ApiOptions Api,
    MetricsOptions Metrics,
    GraphQLSettings GraphQL,
    EventsOptions Events,
    ObjectsSettings Objects,
    TriggersOptions Triggers);
