namespace MoCluster.Simulator.Streams;

/// <summary>The waiting items of one stream.</summary>
internal interface IStreamPump;
