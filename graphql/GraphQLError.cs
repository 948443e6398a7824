using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Language;

namespace MoCluster.GraphQL;

/// <summary>One error of an answer (spec §7.1.2).</summary>
public sealed record GraphQLError
{
    /// <summary>Creates an error.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="code">The value of extensions.code; null if the error has none.</param>
    public GraphQLError(string message, string? code = null)
    {
        Message = message;
        Code = code;
    }

    /// <summary>What is wrong and what would be right.</summary>
    public string Message { get; init; }

    /// <summary>The value of extensions.code; null if the error has none.</summary>
    public string? Code { get; init; }

    /// <summary>The places in the document that the error is about.</summary>
    public ImmutableArray<SourceLocation> Locations { get; init; } = [];

    /// <summary>The field in the answer that failed; null if no field did.</summary>
    public ResponsePath? Path { get; init; }

    /// <summary>Extensions besides the code; null if there are none.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    /// <summary>Makes an error from an exception that the caller is meant to read.</summary>
    /// <param name="exception">Gives the message, the code and the extensions.</param>
    public static GraphQLError From(GraphQLException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new GraphQLError(exception.Message, exception.Code) { Extensions = exception.Extensions };
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var places = string.Concat(Locations.Select(l => $" ({l.Line}:{l.Column})"));
        return Path is null ? Message + places : $"{Message}{places} at {Path}";
    }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("message"u8, Message);
        if (!Locations.IsDefaultOrEmpty)
        {
            writer.WriteStartArray("locations"u8);
            foreach (var location in Locations)
            {
                writer.WriteStartObject();
                writer.WriteNumber("line"u8, location.Line);
                writer.WriteNumber("column"u8, location.Column);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        if (Path is not null)
        {
            writer.WritePropertyName("path"u8);
            Path.WriteTo(writer);
        }

        if (Code is not null || Extensions is { Count: > 0 })
            WriteExtensions(writer);
        writer.WriteEndObject();
    }

    private void WriteExtensions(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("extensions"u8);
        if (Code is not null)
            writer.WriteString("code"u8, Code);
        foreach (var (name, value) in Extensions ?? ImmutableDictionary<string, object?>.Empty)
        {
            if (name == "code" && Code is not null)
                continue;
            writer.WritePropertyName(name);
            JsonValues.Write(writer, value);
        }

        writer.WriteEndObject();
    }
}
