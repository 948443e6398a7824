using MoCluster.Cli.Invocation;

return await CommandLine.RunAsync(args, Surroundings.OfProcess());
