using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Exports;

/// <summary>
/// Writes an object as a line of an export, registration by registration, so that an object with a long history needs little memory. Equal
/// histories have equal bytes.
/// </summary>
internal static class ExportWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Begins the line of an object.</summary>
    /// <param name="target">Gets the bytes.</param>
    /// <param name="key">The object.</param>
    public static void Begin(IBufferWriter<byte> target, ObjectKey key)
    {
        target.Write("{\"type\":\""u8);
        WriteAscii(target, key.Type);
        target.Write("\",\"uuid\":\""u8);
        WriteAscii(target, key.Uuid.ToString("D"));
        target.Write("\",\"registrations\":["u8);
    }

    /// <summary>Writes a registration.</summary>
    /// <param name="target">Gets the bytes.</param>
    /// <param name="row">The registration.</param>
    /// <param name="isFirst">Whether it is the first of its line.</param>
    public static void Write(IBufferWriter<byte> target, RegistrationRow row, bool isFirst)
    {
        if (!isFirst)
            target.Write(","u8);
        using var writer = new Utf8JsonWriter(target, Options);
        writer.WriteStartObject();
        writer.WriteNumber("number"u8, row.Number);
        writer.WriteString("time"u8, row.Time.UtcDateTime);
        writer.WriteString("actor"u8, row.Actor);
        writer.WriteString("operation"u8, OperationSpelling.Of(row.Operation));
        if (row.Note is not null)
            writer.WriteString("note"u8, row.Note);
        writer.WritePropertyName("validities"u8);
        writer.WriteRawValue(ObjectStateCodec.SegmentsOf(row.State.AsSpan()), skipInputValidation: true);
        writer.WriteEndObject();
    }

    /// <summary>Ends the line.</summary>
    /// <param name="target">Gets the bytes.</param>
    public static void End(IBufferWriter<byte> target) => target.Write("]}\n"u8);

    private static void WriteAscii(IBufferWriter<byte> target, string text)
    {
        var span = target.GetSpan(text.Length);
        for (var i = 0; i < text.Length; i++)
            span[i] = (byte)text[i];
        target.Advance(text.Length);
    }
}
