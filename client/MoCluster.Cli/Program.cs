using MoCluster.Cli.Invocation;

return await ToolCommand.RunAsync(args, Surroundings.OfProcess());
