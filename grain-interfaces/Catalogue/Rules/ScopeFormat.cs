using System.Text.RegularExpressions;

namespace MoCluster.GrainInterfaces.Catalogue.Rules;

/// <summary>The form that one scope demands of a text.</summary>
/// <param name="Scope">The scope, for example <c>EMAIL</c>.</param>
/// <param name="Pattern">The pattern that the whole text must match. It matches in linear time; null when any text is allowed.</param>
/// <param name="Code">The code of the refusal when the text does not match; empty without a pattern.</param>
/// <param name="Message">The beginning of the refusal's message.</param>
/// <param name="Expected">What would be right, as the end of a sentence.</param>
public sealed record ScopeFormat(string Scope, Regex? Pattern, string Code, string Message, string Expected);
