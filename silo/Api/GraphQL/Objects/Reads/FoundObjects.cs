using MoCluster.Grains.Objects.Selection;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>Objects that a filter found, ascending by uuid, with the interval of the filter.</summary>
/// <param name="Selection">The filter.</param>
/// <param name="Objects">The objects.</param>
internal sealed record FoundObjects(ObjectSelection Selection, IReadOnlyList<FoundObject> Objects)
{
    /// <summary>The containers of the objects.</summary>
    public IReadOnlyList<ObjectResponse> Responses() => [.. Objects.Select(ResponseOf)];

    /// <summary>The container of an object.</summary>
    /// <param name="found">One of the objects.</param>
    public ObjectResponse ResponseOf(FoundObject found) => new(Selection.Type, found.Key.Uuid)
    {
        State = found.State,
        Interval = Selection.Interval,
        KnownAt = Selection.KnownAt,
    };

    /// <summary>The values of the objects in the interval, object by object.</summary>
    public IReadOnlyList<ObjectSegment> Rows()
    {
        var rows = new List<ObjectSegment>(Objects.Count);
        foreach (var found in Objects)
            rows.AddRange(ObjectSegment.Of(found.Key.Uuid, found.State, Selection.Interval));
        return rows;
    }
}
