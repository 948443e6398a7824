namespace MoCluster.Simulator.Streams;

/// <summary>The items that wait in one stream.</summary>
internal interface IStreamPump;
