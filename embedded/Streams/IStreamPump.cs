namespace MoCluster.Embedded.Streams;

/// <summary>The items that wait in one stream.</summary>
internal interface IStreamPump;
