namespace MoCluster.GraphQL.Language.Parsing;

/// <summary>The result of <see cref="StringLiteralReader"/>: a value and where its literal ends, or an error and its place.</summary>
/// <param name="Value">The value of the literal, without quotes and escapes.</param>
/// <param name="End">The offset after the closing quotes; if there is an error, its offset.</param>
/// <param name="Error">What is wrong; null if the literal is valid.</param>
/// <param name="Lines">How many line breaks were read.</param>
/// <param name="LineStart">The offset of the start of the last line that was read.</param>
internal readonly record struct StringLiteralRead(string Value, int End, string? Error = null, int Lines = 0, int LineStart = 0);
