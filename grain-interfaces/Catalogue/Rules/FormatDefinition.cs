using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue.Rules;

/// <summary>
/// A rule for the form of a text, which depends on the scope of the class to which another field refers. For example, the value of an address is
/// a phone number where the address's type has the scope <c>PHONE</c>. A class without a scope allows any text.
/// </summary>
/// <param name="Field">The text.</param>
/// <param name="Class">The reference to the class.</param>
/// <param name="Scopes">The scopes that the class may have.</param>
/// <param name="Code">The code of the refusal when the class has another scope.</param>
/// <param name="Message">The beginning of that refusal's message; the scope follows.</param>
public sealed record FormatDefinition(
    FieldDefinition Field, FieldDefinition Class, ImmutableArray<ScopeFormat> Scopes, string Code, string Message);
