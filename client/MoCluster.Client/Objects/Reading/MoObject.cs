namespace MoCluster.Client;

/// <summary>An object that was found, with its values at the time of the filter.</summary>
/// <typeparam name="TValues">The values.</typeparam>
/// <param name="Uuid">Its identity.</param>
/// <param name="Validities">Its values, one item for each validity that overlaps the time, in order; the object is not active in between.</param>
public sealed record MoObject<TValues>(Guid Uuid, IReadOnlyList<TValues> Validities)
    where TValues : ObjectValues
{
    /// <summary>The first of its values; the only ones where the time is an instant.</summary>
    public TValues Values => Validities[0];
}
