using MoCluster.GraphQL.Execution;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>Cuts pages from objects that a relation found.</summary>
internal static class ObjectPages
{
    /// <summary>The part of the found objects that the arguments <c>limit</c> and <c>cursor</c> of a field ask for.</summary>
    /// <param name="context">The field.</param>
    /// <param name="options">Limits the lengths of pages.</param>
    /// <param name="found">The objects.</param>
    /// <returns>The part, with up to one object more than the limit.</returns>
    public static FoundObjects Cut(FieldContext context, ApiOptions options, FoundObjects found)
    {
        var after = Paging.AfterUuid(context);
        var limit = Paging.Limit(context, options);
        if (after is null && found.Objects.Count <= limit)
            return found;
        return found with { Objects = [.. found.Objects.Where(each => after is null || each.Key.Uuid.CompareTo(after.Value) > 0).Take(limit + 1)] };
    }

    /// <summary>Makes the page of found objects.</summary>
    /// <param name="context">The field.</param>
    /// <param name="options">Limits the lengths of pages.</param>
    /// <param name="found">The objects, with up to one object more than the limit.</param>
    public static Page Make(FieldContext context, ApiOptions options, FoundObjects found) =>
        Paging.Make(context, found.Responses(), Paging.Limit(context, options), response => response.Uuid);

    /// <summary>The objects of the page alone.</summary>
    /// <param name="context">The field.</param>
    /// <param name="options">Limits the lengths of pages.</param>
    /// <param name="found">The objects, with up to one object more than the limit.</param>
    public static FoundObjects Only(FieldContext context, ApiOptions options, FoundObjects found)
    {
        var limit = Paging.Limit(context, options);
        return found.Objects.Count <= limit ? found : found with { Objects = [.. found.Objects.Take(limit)] };
    }
}
