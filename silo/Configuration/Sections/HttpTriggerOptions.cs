using System.ComponentModel.DataAnnotations;
using MoCluster.Silo.Configuration.Keys;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The triggers that run at HTTP endpoints (docs/os2mo.md §7). The section also holds how often endpoints are asked for their triggers.</summary>
internal sealed record HttpTriggerOptions : IValidatableObject
{
    /// <summary>Whether HTTP triggers run. Without endpoints there are none.</summary>
    [Os2moName("triggers:http_trigger:enabled")]
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// The addresses of the endpoints, as a JSON list (<c>["hooks:9037"]</c>) or separated by commas. An address without a scheme is one of http.
    /// All silos need the same.
    /// </summary>
    [Os2moName("HTTP_ENDPOINTS"), Os2moName("triggers:http_trigger:http_endpoints")]
    public TextList Endpoints { get; init; } = TextList.Empty;

    /// <summary>How long an endpoint may take to say which triggers it registers.</summary>
    [Os2moName("FETCH_TRIGGER_TIMEOUT")]
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan FetchTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a call may take whose trigger registered no time of its own.</summary>
    [Os2moName("RUN_TRIGGER_TIMEOUT")]
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:30")]
    public TimeSpan RunTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What happens to a mutation when a trigger that must run before it gives no answer: it does not answer in time, its endpoint cannot be reached,
    /// or too many of its calls failed.
    /// </summary>
    public UnreachableTriggers WhenUnreachable { get; init; } = UnreachableTriggers.Refuse;

    /// <summary>The secret with which calls are signed by the Standard Webhooks: <c>whsec_</c> and base64. Without one, calls are not signed.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The bearer token that endpoints get with every request. Without one, none is sent.</summary>
    public string Token { get; init; } = "";

    /// <summary>The most connections to one endpoint. Further calls wait for a free one.</summary>
    [Range(1, 10_000)]
    public int MaxConnections { get; init; } = 256;

    /// <summary>The largest answer to a call, in bytes. A larger one is a failed call.</summary>
    [Range(1024, 16_777_216)]
    public int MaxAnswerBytes { get; init; } = 65_536;

    /// <summary>The most triggers that one endpoint may register.</summary>
    [Range(1, 100_000)]
    public int MaxTriggers { get; init; } = 1_000;

    /// <summary>
    /// How many calls within ten seconds must have failed, and half of all, before an endpoint is not called for a while. A call fails when it gets no
    /// answer, or one of status 500 and above.
    /// </summary>
    [Range(2, 1_000_000)]
    public int BreakAfter { get; init; } = 10;

    /// <summary>For how long an endpoint is not called then.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan BreakFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a stored call of an after trigger is tried before it is parked. An endpoint that cannot be reached costs no attempt.</summary>
    [Range(1, 1_000)]
    public int Attempts { get; init; } = 20;

    /// <summary>The pause after the first failed attempt of a stored call. It doubles with each further one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two attempts of a stored call.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "7.00:00:00")]
    public TimeSpan LongestBackOff { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many stored calls of one after trigger are made at a time, each of another object.</summary>
    [Range(1, 10_000)]
    public int Concurrency { get; init; } = 32;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (EndpointAddresses.Parse(Endpoints) is { Refusal: { } refusal })
            yield return new ValidationResult($"HttpTriggers:Endpoints is '{Endpoints}'; {refusal.Message}");
        if (Secret.Length > 0 && !IsSecret(Secret))
            yield return new ValidationResult("HttpTriggers:Secret is not a secret of the Standard Webhooks; it must be whsec_ and the base64 of 24 to 64 bytes.");
    }

    private static bool IsSecret(string text)
    {
        const string Prefix = "whsec_";
        var key = new byte[text.Length];
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length is >= 24 and <= 64;
    }
}
