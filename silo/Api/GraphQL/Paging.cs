using System.Globalization;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Declares and makes the pages of lists: the arguments are <c>limit</c> and <c>cursor</c>, the answer is <c>{objects page_info {next_cursor}}</c> (docs/architecture.md §9).</summary>
internal static class Paging
{
    /// <summary>Adds the arguments of a page.</summary>
    /// <param name="field">The field of the list.</param>
    /// <param name="options">Limits the lengths of pages.</param>
    public static FieldBuilder Paged(this FieldBuilder field, ApiOptions options) => field
        .Argument("limit", "int", $"How many at most: from 0 to {options.MaxListLength}; {options.DefaultListLength} when absent or null.", "null")
        .AfterCursor();

    /// <summary>Adds the arguments of a page of objects.</summary>
    /// <param name="field">The field of the list.</param>
    /// <param name="options">Limits the lengths of pages.</param>
    public static FieldBuilder PagedObjects(this FieldBuilder field, ApiOptions options) => field
        .Argument("limit", "int", $"How many at most: from 0 to {options.MaxObjects}; all when absent or null.", "null")
        .AfterCursor();

    private static FieldBuilder AfterCursor(this FieldBuilder field) => field.Argument(
        "cursor", "Cursor", "The `page_info.next_cursor` of the previous page. Absent or null for the first page.", "null");

    /// <summary>Declares the type of the pages of a list.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">The name of the type.</param>
    /// <param name="item">The name of the type of the items.</param>
    /// <param name="what">What the items are, for people.</param>
    public static void AddPageType(SchemaBuilder schema, string name, string item, string what)
    {
        var type = schema.Object(name, $"A page of {what}.");
        type.Field("objects", $"[{item}!]!", $"The {what} of the page, in a fixed order.").Resolve<Page>(page => page.Objects);
        type.Field("page_info", "PageInfo!", "How to get the next page.").Resolve<Page>(page => page);
    }

    /// <summary>Declares the types that all pages share.</summary>
    /// <param name="schema">The schema.</param>
    public static void AddCommonTypes(SchemaBuilder schema) => schema
        .Object("PageInfo", "How to get the next page.")
        .Field("next_cursor", "Cursor", "The `cursor` of the next page; null on the last page.")
        .Resolve<Page>(page => page.Next);

    /// <summary>
    /// The limit that the caller gave, or the default. In OS2mo's versions the default is everything, up to <see cref="ApiOptions.MaxObjects"/>; the
    /// list is refused if there is more.
    /// </summary>
    /// <param name="context">The field of the list.</param>
    /// <param name="options">Limits the lengths of pages.</param>
    public static int Limit(FieldContext context, ApiOptions options)
    {
        var isWhole = context.GetRequest<ApiRequest>().ListsAreWhole;
        var most = isWhole ? options.MaxObjects : options.MaxListLength;
        var limit = context.Argument<int?>("limit") ?? (isWhole ? most : options.DefaultListLength);
        return limit >= 0 && limit <= most
            ? limit
            : throw Refusals.InvalidInput(
                $"limit is {limit}; it must be from 0 to {most} (Api:{(isWhole ? nameof(options.MaxObjects) : nameof(options.MaxListLength))}). "
                + "Get further pages with the cursor.",
                "limit");
    }

    /// <summary>The item after which the page begins; null for the first page.</summary>
    /// <param name="context">The field of the list.</param>
    public static string? After(FieldContext context)
    {
        if (context.Argument<PageCursor>("cursor") is not { } cursor)
            return null;
        return cursor.Incarnation is null || cursor.Incarnation == context.GetRequest<ApiRequest>().Incarnation
            ? cursor.After
            : throw Refusals.InvalidInput("The cursor is from before the data was restored; begin again without a cursor.", "cursor");
    }

    /// <summary>The uuid after which the page begins, for lists in the order of uuids; null for the first page.</summary>
    /// <param name="context">The field of the list.</param>
    public static Guid? AfterUuid(FieldContext context)
    {
        if (!context.Field.Arguments.Any(argument => argument.Name == "cursor"))
            return null;
        if (After(context) is not { } after)
            return null;
        return Guid.TryParseExact(after, "D", out var uuid)
            ? uuid
            : throw Refusals.InvalidInput("The cursor is from another list; take it from the page_info of this list.", "cursor");
    }

    /// <summary>Makes a page. The items are up to one more than the limit, which shows whether there is a next page.</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="context">The field of the list.</param>
    /// <param name="found">The items, up to one more than the limit.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="key">Gives the key by which the items are ordered.</param>
    public static Page Make<T>(FieldContext context, IReadOnlyList<T> found, int limit, Func<T, object> key)
        where T : notnull
    {
        if (found.Count <= limit)
            return new Page([.. found], null);
        var objects = found.Take(limit).ToArray();
        var request = context.GetRequest<ApiRequest>();
        if (request.ListsAreWhole && context.Argument<int?>("limit") is null)
            throw TooLong(limit);
        var next = limit == 0 ? null : new PageCursor(request.Incarnation, Convert.ToString(key(objects[^1]), CultureInfo.InvariantCulture)!);
        return new Page([.. objects], next);
    }

    /// <summary>The refusal of a whole list that is too long.</summary>
    /// <param name="limit">The most items of a whole list.</param>
    public static RefusedException TooLong(int limit) => Refusals.InvalidInput(
        $"The list has more than {limit} items, the limit of Api:MaxObjects for a list without a limit. Get it in pages, with limit and cursor.", "limit");
}
