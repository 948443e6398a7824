namespace MoCluster.Silo.Errors;

/// <summary>An error of a request.</summary>
/// <param name="Message">What was wrong and what would be right, for people.</param>
/// <param name="Extensions">The error in a form for programs.</param>
internal sealed record Error(string Message, ErrorExtensions Extensions);
