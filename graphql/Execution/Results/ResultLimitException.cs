namespace MoCluster.GraphQL.Execution.Results;

/// <summary>Ends the execution because the answer has more than <see cref="ExecutorOptions.MaxResultValues"/> values.</summary>
internal sealed class ResultLimitException(string message) : Exception(message);
