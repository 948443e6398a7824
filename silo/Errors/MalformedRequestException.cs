namespace MoCluster.Silo.Errors;

/// <summary>The request is malformed. The message says what is wrong and what would be right. The answer is 400.</summary>
internal sealed class MalformedRequestException(string message) : Exception(message);
