using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage;

namespace MoCluster.Stores.Journal.Codec;

/// <summary>Definitions of namespaces and listeners.</summary>
internal static class DefinitionCodec
{
    private const byte PutNamespace = 1;
    private const byte DeleteNamespace = 2;
    private const byte PutListener = 3;
    private const byte DeleteListener = 4;

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
                writer.Byte(PutListener);
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
        PutListener => new DefinitionWrite.PutListener(ReadListener(ref reader)),
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
    }

    /// <summary>Reads a listener.</summary>
    public static ListenerDefinition ReadListener(ref ByteReader reader) => new(
        reader.Guid(),
        reader.Guid(),
        ValueCodec.ReadStreamKey(ref reader),
        reader.Text(),
        reader.Guid(),
        new ListenerPolicy(new TimeSpan(reader.Fixed()), new TimeSpan(reader.Fixed()), (int)reader.Fixed(), (int)reader.Fixed()),
        reader.Instant());
}
