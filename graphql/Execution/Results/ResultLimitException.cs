namespace MoCluster.GraphQL.Execution.Results;

/// <summary>The answer grew beyond its limit; ends the execution.</summary>
internal sealed class ResultLimitException(string message) : Exception(message);
