namespace MoCluster.GraphQL.Language.Parsing;

/// <summary>What <see cref="StringLiteralReader"/> found: a value and where it ends, or an error and where it is.</summary>
/// <param name="Value">The meaning of the literal.</param>
/// <param name="End">Offset behind the closing quotes; of an error, its place.</param>
/// <param name="Error">What is wrong, or null.</param>
/// <param name="Lines">Line breaks read.</param>
/// <param name="LineStart">Offset of the start of the last line read.</param>
internal readonly record struct StringLiteralRead(string Value, int End, string? Error = null, int Lines = 0, int LineStart = 0);
