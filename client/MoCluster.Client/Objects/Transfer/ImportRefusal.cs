namespace MoCluster.Client;

/// <summary>A line that was not imported. It stops no other.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Code">A code for programs, for example E_ORG_UNIT_NOT_FOUND.</param>
/// <param name="Message">What was wrong and what would be right.</param>
/// <param name="Path">Where in the line; null if the whole line is concerned.</param>
/// <param name="IsRetriable">Whether the same line may be imported later without any change to it.</param>
public sealed record ImportRefusal(long Line, string Code, string Message, string? Path, bool IsRetriable);
