using MoCluster.Silo.Process;

return await SiloProcess.RunAsync(args, Console.Out, Console.Error);
