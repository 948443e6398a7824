using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>
/// A rule for the form of a text, which depends on the scope of the class that another field names. The value of an address, for example,
/// is a phone number where its type has the scope <c>PHONE</c>. A class without a scope asks for no form.
/// </summary>
/// <param name="Field">The text.</param>
/// <param name="Class">The reference to the class.</param>
/// <param name="Scopes">The scopes that the class may have.</param>
/// <param name="Code">The code of the refusal when it has another.</param>
/// <param name="Message">What the message of that refusal begins with; the scope follows.</param>
public sealed record FormatDefinition(
    FieldDefinition Field, FieldDefinition Class, ImmutableArray<ScopeFormat> Scopes, string Code, string Message);
