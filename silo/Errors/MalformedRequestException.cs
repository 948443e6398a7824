namespace MoCluster.Silo.Errors;

/// <summary>What came is no request; the message says what is wrong and what would be right. Answered with 400.</summary>
internal sealed class MalformedRequestException(string message) : Exception(message);
