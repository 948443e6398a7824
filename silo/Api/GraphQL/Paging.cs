using System.Globalization;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Lists are pages: <c>limit</c> and <c>cursor</c> in, <c>{objects page_info {next_cursor}}</c> out (DESIGN.md §9).</summary>
internal static class Paging
{
    /// <summary>Adds the arguments of a list.</summary>
    /// <param name="field">The list.</param>
    /// <param name="options">The lengths.</param>
    public static FieldBuilder Paged(this FieldBuilder field, ApiOptions options) => field
        .Argument("limit", "Int", $"How many at most: from 0 to {options.MaxListLength}; {options.DefaultListLength} when absent or null.")
        .Argument("cursor", "Cursor", "Where the page before ended: its `page_info.next_cursor`. Absent or null for the first page.");

    /// <summary>Declares the type of a list's pages.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">Its name.</param>
    /// <param name="item">The name of the type of the items.</param>
    /// <param name="what">What the items are, for people.</param>
    public static void AddPageType(SchemaBuilder schema, string name, string item, string what)
    {
        var type = schema.Object(name, $"A page of {what}.");
        type.Field("objects", $"[{item}!]!", $"The {what} of the page, in a fixed order.").Resolve<Page>(page => page.Objects);
        type.Field("page_info", "PageInfo!", "How to get the next page.").Resolve<Page>(page => page);
    }

    /// <summary>Declares what pages have in common.</summary>
    /// <param name="schema">The schema.</param>
    public static void AddCommonTypes(SchemaBuilder schema) => schema
        .Object("PageInfo", "How to get the next page.")
        .Field("next_cursor", "Cursor", "Given as `cursor`, leads to the next page; null on the last.")
        .Resolve<Page>(page => page.Next);

    /// <summary>How many items are asked for.</summary>
    /// <param name="context">A list.</param>
    /// <param name="options">The lengths.</param>
    public static int Limit(FieldContext context, ApiOptions options)
    {
        var limit = context.Argument<int?>("limit") ?? options.DefaultListLength;
        return limit >= 0 && limit <= options.MaxListLength
            ? limit
            : throw Refusals.InvalidInput(
                $"limit is {limit}; it must be from 0 to {options.MaxListLength}. Further pages come by cursor.", "limit");
    }

    /// <summary>After what the page begins; null from the first.</summary>
    /// <param name="context">A list.</param>
    public static string? After(FieldContext context)
    {
        if (context.Argument<PageCursor>("cursor") is not { } cursor)
            return null;
        return cursor.Incarnation == context.GetRequest<ApiRequest>().Incarnation
            ? cursor.After
            : throw Refusals.InvalidInput("The cursor is of before the data was restored; begin again without one.", "cursor");
    }

    /// <summary>The same, where the order is that of uuids.</summary>
    /// <param name="context">A list.</param>
    public static Guid? AfterUuid(FieldContext context)
    {
        if (After(context) is not { } after)
            return null;
        return Guid.TryParseExact(after, "D", out var uuid)
            ? uuid
            : throw Refusals.InvalidInput("The cursor is of another list; take it from this one's page_info.", "cursor");
    }

    /// <summary>Makes a page of one item more than was asked for, which tells whether there is a next one.</summary>
    /// <typeparam name="T">The class of the items.</typeparam>
    /// <param name="context">The list.</param>
    /// <param name="found">The items, up to one more than the limit.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="key">What the order is by.</param>
    public static Page Make<T>(FieldContext context, IReadOnlyList<T> found, int limit, Func<T, object> key)
        where T : notnull
    {
        if (found.Count <= limit)
            return new Page([.. found], null);
        var objects = found.Take(limit).ToArray();
        var incarnation = context.GetRequest<ApiRequest>().Incarnation;
        var next = limit == 0 ? null : new PageCursor(incarnation, Convert.ToString(key(objects[^1]), CultureInfo.InvariantCulture)!);
        return new Page([.. objects], next);
    }
}
