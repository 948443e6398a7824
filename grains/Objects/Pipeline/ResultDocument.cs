using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Pipeline;

/// <summary>
/// Writes a mutation's result as it is kept under its idempotency key, and reads it back. It is written before the commit that
/// gives the registration its time, so that a changed object's time is the one that the store kept beside the document.
/// </summary>
internal static class ResultDocument
{
    /// <summary>Writes a result.</summary>
    /// <param name="result">The result, its time that of the last registration before the commit.</param>
    public static ImmutableArray<byte> Encode(MutationResult result) => JsonBytes.Plain.Write(result, static (writer, result) =>
    {
        writer.WriteStartObject();
        writer.WriteString("object", result.Object.ToString());
        writer.WriteNumber("registration", result.Registration);
        writer.WriteBoolean("changed", result.Changed);
        writer.WriteString("time", result.Time);
        writer.WriteEndObject();
    });

    /// <summary>Reads a kept result.</summary>
    /// <param name="kept">What the store kept.</param>
    /// <exception cref="JsonException">It is none.</exception>
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
