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
        // The answer is application/json, never part of a page, so text stays readable and short.
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

    /// <summary>What went wrong; empty if nothing did.</summary>
    public ImmutableArray<GraphQLError> Errors { get; }

    /// <summary>True if nothing was executed: the answer then has no data entry (spec §7.1.1).</summary>
    public bool IsRequestError { get; }

    /// <summary>True if the answer has a data entry and it is not null.</summary>
    public bool HasData => _data is not null;

    /// <summary>What the answer carries besides (spec §7.1.3); written only if not empty.</summary>
    public IDictionary<string, object?> Extensions => _extensions ??= new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Makes the answer to a request that was refused before execution.</summary>
    /// <param name="errors">What is wrong with it.</param>
    public static ExecutionResult Refused(params ImmutableArray<GraphQLError> errors) => new(errors);

    /// <summary>Writes the answer as UTF-8 JSON, fields in the order in which they were asked for.</summary>
    /// <param name="output">Where to.</param>
    public void WriteTo(IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        WriteTo(writer);
    }

    /// <summary>Writes the answer.</summary>
    /// <param name="writer">Where to.</param>
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
