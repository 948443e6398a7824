using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage.Definitions;

namespace MoCluster.Stores.Journal.Codec;

/// <summary>Definitions of namespaces and listeners.</summary>
internal static class DefinitionCodec
{
    private const byte PutNamespace = 1;
    private const byte DeleteNamespace = 2;
    private const byte PutListener = 3;
    private const byte DeleteListener = 4;
    private const byte PutHaltedListener = 5;

    /// <summary>Writes a change of definitions.</summary>
    public static void Write(ByteWriter writer, DefinitionWrite write)
    {
        switch (write)
        {
            case DefinitionWrite.PutNamespace put:
                writer.Byte(PutNamespace);
                Write(writer, put.Namespace);
                break;
            case DefinitionWrite.DeleteNamespace delete:
                writer.Byte(DeleteNamespace);
                writer.Text(delete.Name);
                break;
            case DefinitionWrite.PutListener put:
                writer.Byte(IsHalted(put.Listener) ? PutHaltedListener : PutListener);
                Write(writer, put.Listener);
                break;
            case DefinitionWrite.DeleteListener delete:
                writer.Byte(DeleteListener);
                writer.Guid(delete.Uuid);
                break;
            default:
                throw new ArgumentException($"The journal does not know the definition {write?.GetType().Name ?? "null"}.");
        }
    }

    /// <summary>Reads a change of definitions.</summary>
    public static DefinitionWrite ReadWrite(ref ByteReader reader) => reader.Byte() switch
    {
        PutNamespace => new DefinitionWrite.PutNamespace(ReadNamespace(ref reader)),
        DeleteNamespace => new DefinitionWrite.DeleteNamespace(reader.Text()),
        PutListener => new DefinitionWrite.PutListener(ReadListener(ref reader, isHalted: false)),
        PutHaltedListener => new DefinitionWrite.PutListener(ReadListener(ref reader, isHalted: true)),
        DeleteListener => new DefinitionWrite.DeleteListener(reader.Guid()),
        var other => throw new InvalidDataException($"There is no definition of kind {other}."),
    };

    /// <summary>Writes a namespace.</summary>
    public static void Write(ByteWriter writer, NamespaceDefinition definition)
    {
        writer.Text(definition.Name);
        writer.Guid(definition.Owner);
        writer.Bool(definition.IsPublic);
        writer.Number(definition.Version);
    }

    /// <summary>Reads a namespace.</summary>
    public static NamespaceDefinition ReadNamespace(ref ByteReader reader) =>
        new(reader.Text(), reader.Guid(), reader.Bool(), reader.Number());

    /// <summary>Whether a listener is paused or suspended: what few are stands behind what all have, under a kind of its own.</summary>
    public static bool IsHalted(ListenerDefinition definition) => definition is not { Pause: null, Suspension: null };

    /// <summary>Writes a listener.</summary>
    public static void Write(ByteWriter writer, ListenerDefinition definition)
    {
        writer.Guid(definition.Uuid);
        writer.Guid(definition.Owner);
        ValueCodec.Write(writer, definition.Stream);
        writer.Text(definition.UserKey);
        writer.Guid(definition.Group);
        writer.Fixed(definition.Policy.Lease.Ticks);
        writer.Fixed(definition.Policy.MaxBackOff.Ticks);
        writer.Fixed(definition.Policy.MaxAttempts);
        writer.Fixed(definition.Policy.MaxInFlight);
        writer.Instant(definition.Created);
        if (!IsHalted(definition))
            return;
        writer.Bool(definition.Pause is not null);
        if (definition.Pause is { } pause)
        {
            writer.Instant(pause.Since);
            writer.TextOrNull(pause.Reason);
        }

        writer.Bool(definition.Suspension is not null);
        if (definition.Suspension is { } suspension)
        {
            writer.Instant(suspension.Since);
            writer.Number(suspension.From);
            writer.Number(suspension.To);
        }
    }

    /// <summary>Reads a listener.</summary>
    /// <param name="reader">From where.</param>
    /// <param name="isHalted">Whether it was written as one that is paused or suspended.</param>
    public static ListenerDefinition ReadListener(ref ByteReader reader, bool isHalted)
    {
        var definition = ReadListener(ref reader);
        if (!isHalted)
            return definition;
        var pause = reader.Bool() ? new ListenerPause(reader.Instant(), reader.TextOrNull()) : null;
        var suspension = reader.Bool() ? new ListenerSuspension(reader.Instant(), reader.Number(), reader.Number()) : null;
        return definition with { Pause = pause, Suspension = suspension };
    }

    private static ListenerDefinition ReadListener(ref ByteReader reader) => new(
        reader.Guid(),
        reader.Guid(),
        ValueCodec.ReadStreamKey(ref reader),
        reader.Text(),
        reader.Guid(),
        new ListenerPolicy(new TimeSpan(reader.Fixed()), new TimeSpan(reader.Fixed()), (int)reader.Fixed(), (int)reader.Fixed()),
        reader.Instant());
}
