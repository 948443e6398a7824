using MoCluster.GraphQL.Execution;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>Pages of objects. Without a limit a page holds all objects, as in OS2mo, up to <see cref="ApiOptions.MaxObjects"/>.</summary>
internal static class ObjectPages
{
    /// <summary>The limit that the caller gave, or the most objects that a page may hold.</summary>
    /// <param name="context">The field of the list.</param>
    /// <param name="options">Limits the lengths of pages.</param>
    /// <exception cref="RefusedException">The limit is too high.</exception>
    public static int Limit(FieldContext context, ApiOptions options)
    {
        var limit = Given(context) ?? options.MaxObjects;
        return limit <= options.MaxObjects
            ? limit
            : throw Refusals.InvalidInput(
                $"limit is {limit}; Api:MaxObjects allows {options.MaxObjects}. Get further pages with the cursor.", "limit");
    }

    /// <summary>The part of the found objects that the arguments <c>limit</c> and <c>cursor</c> of a field ask for.</summary>
    /// <param name="context">The field.</param>
    /// <param name="options">Limits the lengths of pages.</param>
    /// <param name="found">The objects.</param>
    /// <returns>The part, with up to one object more than the limit.</returns>
    public static FoundObjects Cut(FieldContext context, ApiOptions options, FoundObjects found)
    {
        var after = Paging.AfterUuid(context);
        var limit = Limit(context, options);
        if (after is null && found.Objects.Count <= limit)
            return found;
        return found with { Objects = [.. found.Objects.Where(each => after is null || each.Key.Uuid.CompareTo(after.Value) > 0).Take(limit + 1)] };
    }

    /// <summary>Makes the page of found objects.</summary>
    /// <param name="context">The field.</param>
    /// <param name="options">Limits the lengths of pages.</param>
    /// <param name="found">The objects, with up to one object more than the limit.</param>
    public static Page Make(FieldContext context, ApiOptions options, FoundObjects found)
    {
        Check(context, options, found);
        return Paging.Make(context, found.Responses(), Limit(context, options), response => response.Uuid);
    }

    /// <summary>The objects of the page alone.</summary>
    /// <param name="context">The field.</param>
    /// <param name="options">Limits the lengths of pages.</param>
    /// <param name="found">The objects, with up to one object more than the limit.</param>
    public static FoundObjects Only(FieldContext context, ApiOptions options, FoundObjects found)
    {
        Check(context, options, found);
        var limit = Limit(context, options);
        return found.Objects.Count <= limit ? found : found with { Objects = [.. found.Objects.Take(limit)] };
    }

    private static void Check(FieldContext context, ApiOptions options, FoundObjects found)
    {
        if (found.Objects.Count > options.MaxObjects && Given(context) is null)
        {
            throw Refusals.InvalidInput(
                $"There are more than {options.MaxObjects} objects, which Api:MaxObjects allows; give a limit, and get further pages with the cursor.", "limit");
        }
    }

    private static int? Given(FieldContext context) =>
        context.Field.Arguments.Any(argument => argument.Name == "limit") ? context.Argument<int?>("limit") : null;
}
