namespace MoCluster.GrainInterfaces.Catalogue;

/// <summary>A field of the input of a create or an update, beside <c>uuid</c>, <c>validity</c> and <c>note</c>.</summary>
/// <param name="Name">Its name in the input.</param>
/// <param name="Field">The field that it sets.</param>
/// <param name="Required">Whether the input must give it, itself or by an alias.</param>
/// <param name="Clearable">Whether null takes the value away; else null is refused.</param>
/// <param name="Deprecation">What to use instead; null for the field's own name. An alias and its field may not both be given.</param>
/// <param name="Single">Whether it is one value for a field that holds several.</param>
public sealed record InputFieldDefinition(
    string Name,
    FieldDefinition Field,
    bool Required,
    bool Clearable,
    string? Deprecation,
    bool Single)
{
    /// <summary>Whether it is another name of its field.</summary>
    public bool IsAlias => Deprecation is not null;
}
