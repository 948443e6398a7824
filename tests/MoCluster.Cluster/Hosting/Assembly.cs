using MoCluster.Cluster.Hosting;

// Each test has several processes and a database server, and measures how long they take: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Database))]
