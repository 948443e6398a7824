namespace MoCluster.Silo.Errors;

/// <summary>An error.</summary>
/// <param name="Message">What was wrong, and what would be right.</param>
/// <param name="Extensions">The same for programs.</param>
internal sealed record Error(string Message, ErrorExtensions Extensions);
