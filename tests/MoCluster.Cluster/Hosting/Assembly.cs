using MoCluster.Cluster.Hosting;

// Each test starts several processes and a database server, and measures times: so one test runs at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Database))]
