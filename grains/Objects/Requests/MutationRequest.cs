using System.Collections.Immutable;
using System.Text.Json;

namespace MoCluster.Grains.Objects.Requests;

/// <summary>
/// A mutation's request, parsed once for everything that reads it: the hash of its idempotency key, the validator, and the changes that it
/// leads. Triggers get the bytes, since they run behind a grain call.
/// </summary>
public sealed class MutationRequest : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };
    private readonly JsonDocument? _document;

    private MutationRequest(ImmutableArray<byte> bytes, JsonDocument? document, string? problem)
    {
        Bytes = bytes;
        _document = document;
        Problem = problem;
    }

    /// <summary>The request as the caller wrote it.</summary>
    public ImmutableArray<byte> Bytes { get; }

    /// <summary>Why the request cannot be parsed; null when it can. A name that occurs twice in an object is a problem.</summary>
    public string? Problem { get; }

    /// <summary>The parsed request; null when there is a <see cref="Problem"/>.</summary>
    public JsonElement? Json => _document?.RootElement;

    /// <summary>Parses a request. One that cannot be parsed is returned with its <see cref="Problem"/>.</summary>
    /// <param name="bytes">The request, in UTF-8.</param>
    public static MutationRequest Parse(ImmutableArray<byte> bytes)
    {
        try
        {
            return new MutationRequest(bytes, JsonDocument.Parse(bytes.AsMemory(), Strict), problem: null);
        }
        catch (JsonException exception)
        {
            return new MutationRequest(bytes, document: null, exception.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _document?.Dispose();
}
