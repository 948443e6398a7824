using System.Text.RegularExpressions;

namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>The form of a text under one scope.</summary>
/// <param name="Scope">The scope, for example <c>EMAIL</c>.</param>
/// <param name="Pattern">What the whole text must match, in time linear to its length; null when any text will do.</param>
/// <param name="Code">The code of the refusal when it does not; empty without a pattern.</param>
/// <param name="Message">What the message of the refusal begins with.</param>
/// <param name="Expected">What would be right, as the end of a sentence.</param>
public sealed record ScopeFormat(string Scope, Regex? Pattern, string Code, string Message, string Expected);
