using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Results;

namespace MoCluster.Grains.Objects.Pipeline;

/// <summary>
/// Encodes a mutation's result, as its idempotency key keeps it. It is encoded before the commit gives the registration its time, so a
/// changed object's time is the one that the store kept beside the document.
/// </summary>
internal static class ResultDocument
{
    /// <summary>Encodes a result.</summary>
    /// <param name="result">The result, with the time of the last registration before the commit.</param>
    public static ImmutableArray<byte> Encode(MutationResult result) => JsonBytes.Plain.Write(result, static (writer, result) =>
    {
        writer.WriteStartObject();
        writer.WriteString("object", result.Object.ToString());
        writer.WriteNumber("registration", result.Registration);
        writer.WriteBoolean("changed", result.Changed);
        writer.WriteString("time", result.Time);
        writer.WriteEndObject();
    });

    /// <summary>Decodes a kept result.</summary>
    /// <param name="kept">The document and the times that the store kept.</param>
    /// <exception cref="JsonException">The document is not a result.</exception>
    public static MutationResult Decode(KeptResult kept)
    {
        using var json = JsonDocument.Parse(kept.Document.AsMemory());
        var root = json.RootElement;
        return new MutationResult(
            ObjectKey.Parse(root.GetProperty("object").GetString()!),
            root.GetProperty("registration").GetInt64(),
            root.GetProperty("changed").GetBoolean(),
            kept.RegistrationTimes.IsEmpty ? root.GetProperty("time").GetDateTimeOffset() : kept.RegistrationTimes[0],
            []);
    }
}
