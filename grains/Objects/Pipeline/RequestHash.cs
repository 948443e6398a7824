using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects.Pipeline;

/// <summary>
/// Tells whether two mutations under one idempotency key are the same. The order of fields and white space in the request do not matter.
/// Chain and deadline do not count, since they differ from one attempt to the next.
/// </summary>
internal static class RequestHash
{
    /// <summary>The SHA-256 of a mutation.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="mutation">The mutation.</param>
    /// <param name="request">The mutation's request, parsed.</param>
    public static ImmutableArray<byte> Of(ObjectKey subject, Mutation mutation, MutationRequest request) => JsonBytes.Plain.Write(
        (Subject: subject, Mutation: mutation, Request: request),
        static (writer, hashed) =>
        {
            var mutation = hashed.Mutation;
            writer.WriteStartArray();
            writer.WriteStringValue(hashed.Subject.ToString());
            writer.WriteNumberValue((int)mutation.Kind);
            writer.WriteStringValue(mutation.Actor.Uuid);
            writer.WriteStringValue(mutation.Note);
            writer.WriteNumberValue(mutation.Priority);
            writer.WriteStringValue(mutation.Target?.ToString());
            writer.WriteBooleanValue(mutation.Triggerless);
            if (hashed.Request.Json is { } json)
                Write(writer, json);
            else // The validator refuses it later, with a better message. Until then it counts byte by byte.
                writer.WriteBase64StringValue(mutation.Request.AsSpan());
            writer.WriteEndArray();
        },
        static written => ImmutableCollectionsMarshal.AsImmutableArray(SHA256.HashData(written)));

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
