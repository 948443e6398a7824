using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Triggers;
using MoCluster.Modules;

namespace MoCluster.Grains.Objects.Reads;

/// <summary>Reads objects for triggers. What the module API shows of a state is what <see cref="ObjectStateCodec"/> writes.</summary>
/// <param name="store">The store that is read.</param>
/// <param name="calendar">Tells the days on which validities begin and end.</param>
internal sealed class TriggerReads(IObjectStore store, ValidityCalendar calendar) : ITriggerReads
{
    /// <inheritdoc/>
    public async ValueTask<TriggerObject?> ReadAsync(ObjectKey key, CancellationToken cancellation) =>
        (await store.ReadObjectsAsync([key], cancellation))[0] is { Operation: not MutationKind.Delete } row
            ? Of(key, row.Number, row.Time, row.State)
            : null;

    /// <inheritdoc/>
    public async ValueTask<TriggerObject?> ReadAsync(ObjectKey key, long registration, CancellationToken cancellation) =>
        registration > 0
        && await store.ReadRegistrationsAsync(key, registration - 1, 1, cancellation) is [{ Operation: not MutationKind.Delete } row]
        && row.Number == registration
            ? Of(key, row.Number, row.Time, row.State)
            : null;

    private TriggerObject Of(ObjectKey key, long number, DateTimeOffset time, ImmutableArray<byte> state) => new()
    {
        Type = key.Type,
        Uuid = key.Uuid,
        Registration = number,
        Time = time,
        Validities = [.. JsonElement.Parse(state.AsSpan()).GetProperty("segments").EnumerateArray().Select(ValidityOf)],
    };

    private TriggerValidity ValidityOf(JsonElement segment) =>
        new(EndOf(segment, "from"), EndOf(segment, "to"), segment.GetProperty("values"));

    private DateTimeOffset? EndOf(JsonElement segment, string end) =>
        segment.TryGetProperty(end, out var instant) ? calendar.ToLocal(instant.GetDateTimeOffset()) : null;
}
