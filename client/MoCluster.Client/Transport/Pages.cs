using System.Runtime.CompilerServices;
using System.Text.Json;

namespace MoCluster.Client.Transport;

/// <summary>Reads lists page by page.</summary>
internal static class Pages
{
    /// <summary>Reads all pages of a root field that is <c>{objects page_info {next_cursor}}</c>.</summary>
    /// <param name="transport">Sends the requests.</param>
    /// <param name="document">The document, with the variables $limit and $cursor besides those of the filter.</param>
    /// <param name="field">The root field.</param>
    /// <param name="filter">Writes the other variables.</param>
    /// <param name="read">Reads an item.</param>
    /// <param name="size">How many items a page has.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async IAsyncEnumerable<T> ReadPagesAsync<T>(
        this MoTransport transport,
        string document,
        string field,
        Action<Utf8JsonWriter> filter,
        Func<JsonElement, T> read,
        int size,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var (items, next) = await transport.ReadPageAsync(document, field, filter, read, size, cursor, cancellation).ConfigureAwait(false);
            foreach (var item in items)
                yield return item;
            cursor = next;
        }
        while (cursor is not null);
    }

    /// <summary>Reads one page of a root field that is <c>{objects page_info {next_cursor}}</c>.</summary>
    /// <param name="transport">Sends the request.</param>
    /// <param name="document">The document, with the variables $limit and $cursor besides those of the filter.</param>
    /// <param name="field">The root field.</param>
    /// <param name="filter">Writes the other variables.</param>
    /// <param name="read">Reads an item.</param>
    /// <param name="size">How many items the page has at most.</param>
    /// <param name="cursor">The cursor after which the page begins; null for the first page.</param>
    /// <param name="cancellation">Ends the call.</param>
    public static Task<(T[] Items, string? Next)> ReadPageAsync<T>(
        this MoTransport transport,
        string document,
        string field,
        Action<Utf8JsonWriter> filter,
        Func<JsonElement, T> read,
        int size,
        string? cursor,
        CancellationToken cancellation)
    {
        return transport.AskAsync(document, field, Write, ReadPage, new CallOptions(field, IsRepeatable: true), cancellation);

        void Write(Utf8JsonWriter writer)
        {
            filter(writer);
            writer.WriteNumber("limit", size);
            writer.WriteString("cursor", cursor);
        }

        (T[] Items, string? Next) ReadPage(JsonElement page) =>
            ([.. page.GetProperty("objects").EnumerateArray().Select(read)], page.GetProperty("page_info").GetProperty("next_cursor").GetString());
    }
}
