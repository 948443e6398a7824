namespace MoCluster.Client;

/// <summary>The mutations of a type. The generated types have one each.</summary>
/// <param name="Name">The beginning of the names of its mutations.</param>
/// <param name="Input">The beginning of the names of their inputs.</param>
/// <param name="Delete">The mutation that deletes.</param>
internal sealed record ObjectMutations(string Name, string Input, string Delete);
