using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.Grains.Objects.Calendar;

namespace MoCluster.Silo.Triggers.Amqp;

/// <summary>
/// Writes the messages of OS2mo's AMQP trigger about a mutation: one for the person and one for the org unit that it concerns, as far as they are known
/// (docs/os2mo.md §7).
/// </summary>
/// <param name="calendar">Reads the days of validities.</param>
/// <param name="time">The time of a mutation without a validity.</param>
internal sealed class TriggerMessages(ValidityCalendar calendar, TimeProvider time)
{
    /// <summary>Writes the messages about a mutation.</summary>
    /// <param name="call">The mutation.</param>
    /// <returns>The bodies, in UTF-8, and the routing keys.</returns>
    public IEnumerable<(ImmutableArray<byte> Payload, string? Route)> Of(TriggerCall call)
    {
        if (call.Employee is null && call.OrgUnit is null)
            return [];
        var key = $"{call.Stage.RoleType}.{Action(call.Stage.Request)}";
        var instant = InstantOf(call.Request);
        return new (string Service, Guid? Uuid)[] { ("employee", call.Employee), ("org_unit", call.OrgUnit) }
            .Where(concerned => concerned.Uuid is not null)
            .Select(concerned => (Body(concerned.Uuid!.Value, call.Object.Uuid, instant), (string?)$"{concerned.Service}.{key}"))
            .ToArray();
    }

    private static string Action(MutationKind kind) => kind switch
    {
        MutationKind.Create => "create",
        MutationKind.Edit => "edit",
        MutationKind.Terminate => "terminate",
        MutationKind.Delete => "delete",
        MutationKind.Refresh => "refresh",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of mutation."),
    };

    private static ImmutableArray<byte> Body(Guid service, Guid @object, DateTimeOffset instant)
    {
        var buffer = new ArrayBufferWriter<byte>(160);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("uuid", service);
            writer.WriteString("object_uuid", @object);
            writer.WriteString("time", instant);
            writer.WriteEndObject();
        }

        return [.. buffer.WrittenSpan];
    }

    /// <summary>When the validity of a request begins; when it ends, if it names no beginning; now, if it names neither.</summary>
    private DateTimeOffset InstantOf(ImmutableArray<byte> request)
    {
        var json = JsonElement.Parse(request.AsSpan());

        // A termination has the ends of its validity beside the uuid.
        var validity = json.TryGetProperty("validity", out var given) && given.ValueKind == JsonValueKind.Object ? given : json;
        return calendar.ToLocal(End(validity, "from") ?? End(validity, "to") ?? Now());
    }

    private DateTimeOffset? End(JsonElement validity, string name) =>
        validity.TryGetProperty(name, out var end) && end.ValueKind == JsonValueKind.String && calendar.Read(end.GetString()!, name) is { Succeeded: true } read
            ? read.Value
            : null;

    private DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}
