using System.Runtime.CompilerServices;
using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Reads the objects of one type: one or many, at an instant or in an interval, as they are known now or were known before. Sends their events again.</summary>
/// <typeparam name="TValues">What an object of the type has throughout one validity.</typeparam>
/// <typeparam name="TFilter">Selects objects of the type.</typeparam>
public class MoObjectReader<TValues, TFilter>
    where TValues : ObjectValues
    where TFilter : ObjectFilter
{
    /// <summary>How many objects a page has where the caller does not say it, and how many uuids are asked for at once.</summary>
    private const int PageSize = 500;

    private readonly ObjectKind<TValues> _kind;

    internal MoObjectReader(MoTransport transport, ObjectKind<TValues> kind) => (Transport, _kind) = (transport, kind);

    /// <summary>The name of the type, which is the routing key of its events in the namespace MO.</summary>
    public string Type => _kind.Type;

    private protected MoTransport Transport { get; }

    /// <summary>Reads the values of an object at a time. Of an interval, it reads the first values in it.</summary>
    /// <param name="uuid">The object.</param>
    /// <param name="when">The time; now when null.</param>
    /// <param name="registeredAt">As it was known at this instant; as it is known now when null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The values; null if there is no such object, or it is not active then.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public async Task<TValues?> GetAsync(
        Guid uuid, When? when = null, DateTimeOffset? registeredAt = null, CancellationToken cancellationToken = default) =>
        await GetValiditiesAsync(uuid, when ?? When.Now, registeredAt, cancellationToken).ConfigureAwait(false) is [var first, ..] ? first : null;

    /// <summary>Reads the values of an object in an interval.</summary>
    /// <param name="uuid">The object.</param>
    /// <param name="when">The interval; all times when null.</param>
    /// <param name="registeredAt">As it was known at this instant; as it is known now when null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>One item for each validity that overlaps the interval, in order of time; none if there is no such object, or it is not active then.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public async Task<IReadOnlyList<TValues>> GetValiditiesAsync(
        Guid uuid, When? when = null, DateTimeOffset? registeredAt = null, CancellationToken cancellationToken = default)
    {
        var page = await ReadPageAsync(Of([uuid], when ?? When.Always, registeredAt), 1, after: null, cancellationToken).ConfigureAwait(false);
        return page.Items is [var found] ? found.Validities : [];
    }

    /// <summary>Reads many objects by their uuids. Those that do not exist, or are not active then, are left out.</summary>
    /// <param name="uuids">The objects, as many as you like.</param>
    /// <param name="when">The time; now when null.</param>
    /// <param name="registeredAt">As they were known at this instant; as they are known now when null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public async IAsyncEnumerable<MoObject<TValues>> GetManyAsync(
        IEnumerable<Guid> uuids, When? when = null, DateTimeOffset? registeredAt = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uuids);
        foreach (var some in uuids.Distinct().Chunk(PageSize))
        {
            var page = await ReadPageAsync(Of(some, when ?? When.Now, registeredAt), PageSize, after: null, cancellationToken).ConfigureAwait(false);
            foreach (var found in page.Items)
                yield return found;
        }
    }

    /// <summary>Finds objects, page by page, in the order of their uuids.</summary>
    /// <param name="filter">Which; all that are active now when null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public IAsyncEnumerable<MoObject<TValues>> FindAsync(TFilter? filter = null, CancellationToken cancellationToken = default) =>
        Transport.ReadPagesAsync(_kind.PageDocument, _kind.Query, Writing(filter), _kind.ReadObject, PageSize, cancellationToken);

    /// <summary>Reads one page of objects, in the order of their uuids.</summary>
    /// <param name="filter">Which; all that are active now when null.</param>
    /// <param name="limit">The most objects in the page.</param>
    /// <param name="after">The <see cref="MoPage{T}.Next"/> of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<MoPage<MoObject<TValues>>> GetPageAsync(
        TFilter? filter = null, int limit = PageSize, string? after = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return ReadPageAsync(Writing(filter), limit, after, cancellationToken);
    }

    /// <summary>Reads all that was ever known of an object, also of one that was deleted.</summary>
    /// <param name="uuid">The object.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The registrations, the oldest first; none if there never was such an object.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<IReadOnlyList<Registration<TValues>>> GetHistoryAsync(Guid uuid, CancellationToken cancellationToken = default) => Transport.AskAsync(
        _kind.HistoryDocument,
        "registrations",
        writer =>
        {
            writer.WriteStartObject("filter");
            writer.WriteUuids([uuid]);
            writer.WriteStrings("models", [_kind.Type]);
            writer.WriteEndObject();
        },
        IReadOnlyList<Registration<TValues>> (page) => [.. page.GetProperty("objects").EnumerateArray().Select(_kind.ReadRegistration)],
        new CallOptions("history", IsRepeatable: true),
        cancellationToken);

    /// <summary>Sends an event for each of some objects, which do not change, so that listeners look at them again.</summary>
    /// <param name="filter">Which; all that are active now when null.</param>
    /// <param name="options">Who gets the events; everybody who listens when null.</param>
    /// <param name="cancellationToken">Ends the call. Events that were sent stay.</param>
    /// <returns>How many objects.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public async Task<long> RefreshAsync(TFilter? filter = null, RefreshOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RefreshOptions();
        var uuids = Transport.ReadPagesAsync(_kind.RefreshDocument, _kind.Refresh, Write, uuid => uuid.GetGuid(), PageSize, cancellationToken);
        return await uuids.LongCountAsync(cancellationToken).ConfigureAwait(false);

        void Write(Utf8JsonWriter writer)
        {
            Writing(filter)(writer);
            if (options.Owner is { } owner)
                writer.WriteString("owner", owner);
            if (options.Listener is { } listener)
                writer.WriteString("listener", listener);
            writer.WriteNumber("priority", options.Priority);
        }
    }

    private static Action<Utf8JsonWriter> Of(IReadOnlyList<Guid> uuids, When when, DateTimeOffset? registeredAt) => writer =>
    {
        writer.WriteStartObject("filter");
        writer.WriteUuids(uuids);
        when.Write(writer);
        if (registeredAt is { } instant)
            writer.WriteString("registration_time", ObjectJson.Text(instant));
        writer.WriteEndObject();
    };

    private static Action<Utf8JsonWriter> Writing(TFilter? filter) => writer =>
    {
        if (filter is null)
            return;
        writer.WriteStartObject("filter");
        filter.Write(writer);
        writer.WriteEndObject();
    };

    private async Task<MoPage<MoObject<TValues>>> ReadPageAsync(
        Action<Utf8JsonWriter> filter, int limit, string? after, CancellationToken cancellation)
    {
        var (items, next) = await Transport.ReadPageAsync(
            _kind.PageDocument, _kind.Query, filter, _kind.ReadObject, limit, after, cancellation).ConfigureAwait(false);
        return new MoPage<MoObject<TValues>>(items, next);
    }
}
