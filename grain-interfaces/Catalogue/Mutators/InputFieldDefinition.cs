namespace MoCluster.GrainInterfaces.Catalogue.Mutators;

/// <summary>A field of the input of a create or an update, other than <c>uuid</c>, <c>validity</c> and <c>note</c>.</summary>
/// <param name="Name">The name in the input.</param>
/// <param name="Field">The field of the state that it sets.</param>
/// <param name="Required">Whether the input must have it, under this name or an alias.</param>
/// <param name="Clearable">Whether null clears the field; otherwise null is refused.</param>
/// <param name="Deprecation">For an alias, what to use instead; else null. An input may not have both a field and its alias.</param>
/// <param name="Single">Whether it is one value for a field that holds several.</param>
public sealed record InputFieldDefinition(
    string Name,
    FieldDefinition Field,
    bool Required,
    bool Clearable,
    string? Deprecation,
    bool Single)
{
    /// <summary>Whether this is another name for its field.</summary>
    public bool IsAlias => Deprecation is not null;
}
