using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Execution.Results;

namespace MoCluster.GraphQL;

/// <summary>The answer to a request (spec §7).</summary>
public sealed class ExecutionResult
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        // The answer is application/json and never embedded in HTML, so characters need no HTML escapes.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ResultObject? _data;
    private Dictionary<string, object?>? _extensions;

    internal ExecutionResult(ImmutableArray<GraphQLError> requestErrors)
    {
        Errors = requestErrors;
        IsRequestError = true;
    }

    internal ExecutionResult(ResultObject? data, ImmutableArray<GraphQLError> errors)
    {
        _data = data;
        Errors = errors;
    }

    /// <summary>The errors in the order of the answer; empty if nothing failed.</summary>
    public ImmutableArray<GraphQLError> Errors { get; }

    /// <summary>True if the request was refused before execution. The answer then has no data entry (spec §7.1.1).</summary>
    public bool IsRequestError { get; }

    /// <summary>True if the answer has a data entry and it is not null.</summary>
    public bool HasData => _data is not null;

    /// <summary>Further information that the answer carries (spec §7.1.3); written only if it is not empty.</summary>
    public IDictionary<string, object?> Extensions => _extensions ??= new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Makes the answer to a request that was refused before execution.</summary>
    /// <param name="errors">Why it was refused.</param>
    public static ExecutionResult Refused(params ImmutableArray<GraphQLError> errors) => new(errors);

    /// <summary>Writes the answer as UTF-8 JSON, with the fields in the order in which they were selected.</summary>
    /// <param name="output">Receives the bytes.</param>
    public void WriteTo(IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        WriteTo(writer);
    }

    /// <summary>Writes the answer as one JSON object, and flushes the writer.</summary>
    /// <param name="writer">Receives the object.</param>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        if (!Errors.IsEmpty)
        {
            writer.WriteStartArray("errors"u8);
            foreach (var error in Errors)
                error.WriteTo(writer);
            writer.WriteEndArray();
        }

        if (!IsRequestError)
        {
            writer.WritePropertyName("data"u8);
            if (_data is null)
                writer.WriteNullValue();
            else
                ResultWriter.Write(writer, _data);
        }

        if (_extensions is { Count: > 0 })
        {
            writer.WritePropertyName("extensions"u8);
            JsonValues.Write(writer, _extensions);
        }

        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>The answer as JSON text.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
