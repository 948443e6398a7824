using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GrainInterfaces.Triggers;
using MoCluster.GrainInterfaces.Triggers.Registry;
using MoCluster.Grains.Triggers;

namespace MoCluster.Silo.Triggers.Http;

/// <summary>
/// Reads what an endpoint answers to <c>GET /triggers</c>: a JSON list of OS2mo's <c>MOTriggerRegister</c> (docs/os2mo.md §7). One wrong entry makes
/// the whole list wrong, so that an endpoint never runs in part. Fields that are not known are ignored, as OS2mo's reader ignores them.
/// </summary>
/// <param name="catalogue">The types of objects.</param>
/// <param name="most">The most triggers that one endpoint may register.</param>
internal sealed class TriggerList(ObjectCatalogue catalogue, int most)
{
    private const int LongestUrl = 1024;

    private static readonly TriggerEventType[] EventTypes = Enum.GetValues<TriggerEventType>();
    private static readonly MutationKind[] RequestTypes = Enum.GetValues<MutationKind>();

    /// <summary>Reads the triggers of an endpoint.</summary>
    /// <param name="endpoint">The address of the endpoint.</param>
    /// <param name="json">The answer.</param>
    /// <returns>The triggers, each once; a refusal that says what is wrong, and where.</returns>
    public Outcome<ImmutableArray<EndpointTrigger>> Read(string endpoint, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return new Refusal(RefusalCode.InvalidInput, $"The answer is {Kind(json)}; it must be a JSON list of triggers.");
        if (json.GetArrayLength() > most)
            return new Refusal(RefusalCode.InvalidInput, $"The endpoint registers {json.GetArrayLength()} triggers; at most {most} are allowed (HttpTriggers:MaxTriggers).");
        var triggers = new Dictionary<Guid, EndpointTrigger>();
        for (var i = 0; i < json.GetArrayLength(); i++)
        {
            var read = Read(endpoint, json[i], $"[{i}]");
            if (!read.Succeeded)
                return read.Refusal;
            triggers[read.Value.Id] = read.Value;
        }

        return triggers.Values.ToImmutableArray();
    }

    private Outcome<EndpointTrigger> Read(string endpoint, JsonElement entry, string path)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            return Wrong(path, $"is {Kind(entry)}; a trigger is a JSON object");
        if (Choice(entry, "event_type", EventTypes, TriggerSpelling.Name) is not { } eventType)
            return Wrong($"{path}.event_type", $"is {Shown(entry, "event_type")}; it must be one of {Names(EventTypes, TriggerSpelling.Name)}");
        if (Choice(entry, "request_type", RequestTypes, TriggerSpelling.Name) is not { } request)
            return Wrong($"{path}.request_type", $"is {Shown(entry, "request_type")}; it must be one of {Names(RequestTypes, TriggerSpelling.Name)}");
        if (Text(entry, "role_type") is not { } name || catalogue.FindRoleType(name) is not { } type)
            return Wrong($"{path}.role_type", $"is {Shown(entry, "role_type")}; {catalogue.SayRoleTypes()}");
        if (Text(entry, "url") is not ['/', ..] url || url.Length > LongestUrl || !Uri.TryCreate(endpoint + url, UriKind.Absolute, out _))
            return Wrong($"{path}.url", $"is {Shown(entry, "url")}; it must be a path that begins with a slash, of {LongestUrl} characters at most");
        if (Number(entry, "timeout", 0) is not { } timeout || timeout < 0)
            return Wrong($"{path}.timeout", $"is {Shown(entry, "timeout")}; it must be a whole number of seconds, or left out");
        if (Number(entry, "order", 0) is not { } order)
            return Wrong($"{path}.order", $"is {Shown(entry, "order")}; it must be a whole number, or left out");
        if (Flag(entry, "inline") is not { } inline)
            return Wrong($"{path}.inline", $"is {Shown(entry, "inline")}; it must be true or false, or left out");
        var stage = new TriggerStage(eventType, type.RoleType, request);
        return new EndpointTrigger
        {
            Id = TriggerIds.Of(endpoint, url, stage),
            Endpoint = endpoint,
            Url = url,
            Stage = stage,
            Timeout = timeout == 0 ? null : TimeSpan.FromSeconds(timeout),
            Order = order,
            Inline = inline,
        };
    }

    private static T? Choice<T>(JsonElement entry, string field, T[] values, Func<T, string> name)
        where T : struct
    {
        var text = Text(entry, field);
        return values.Cast<T?>().FirstOrDefault(value => name(value!.Value) == text);
    }

    private static string? Text(JsonElement entry, string field) =>
        entry.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement entry, string field, int absent) => !Has(entry, field, out var value) ? absent
        : value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) && number == decimal.Truncate(number)
            && number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    private static bool? Flag(JsonElement entry, string field) => !Has(entry, field, out var value) ? false
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    private static bool Has(JsonElement entry, string field, out JsonElement value) =>
        entry.TryGetProperty(field, out value) && value.ValueKind != JsonValueKind.Null;

    private static string Names<T>(T[] values, Func<T, string> name) => string.Join(", ", values.Select(name));

    private static string Shown(JsonElement entry, string field) => entry.TryGetProperty(field, out var value) ? value.GetRawText() : "missing";

    private static string Kind(JsonElement json) => json.ValueKind.ToString().ToLowerInvariant();

    private static Refusal Wrong(string path, string problem) => new(RefusalCode.InvalidInput, $"{path} {problem}.", path);
}
