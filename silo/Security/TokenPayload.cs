using MoCluster.Silo.Configuration.Sections;
using System.Buffers.Text;
using System.Text.Json;

namespace MoCluster.Silo.Security;

/// <summary>Reads the caller from the payload of a token. Its signature, issuer, audience and lifetime must have been checked before.</summary>
internal static class TokenPayload
{
    private const int UuidBytes = 16;
    private const string NameClaim = "preferred_username";
    private const string EmailClaim = "email";

    /// <summary>Reads the caller.</summary>
    /// <param name="payload">The second part of the token: JSON in base64url.</param>
    /// <param name="settings">Names the claims.</param>
    /// <returns>The caller; null if the token does not identify it.</returns>
    public static Caller? Read(string payload, AuthenticationSettings settings)
    {
        using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
        var claim = Find(json.RootElement, settings.UuidClaim);
        if (claim is not { ValueKind: JsonValueKind.String } name || Uuid(name.GetString()!) is not { } uuid)
            return null;
        var roles = Strings(Find(json.RootElement, settings.RolesClaim)).ToArray();
        var isAdministrator = roles.Contains(settings.AdminRole, StringComparer.Ordinal);
        return new Caller(uuid, isAdministrator ? CallerRoles.OfAdministrator(roles) : CallerRoles.Of(roles), isAdministrator)
        {
            Name = Text(Find(json.RootElement, NameClaim)),
            Email = Text(Find(json.RootElement, EmailClaim)),
        };
    }

    /// <summary>Reads a UUID from text, or from the base64 of its bytes in Active Directory's order (docs/os2mo.md §3).</summary>
    private static Guid? Uuid(string text)
    {
        if (Guid.TryParseExact(text, "D", out var uuid))
            return uuid == Guid.Empty ? null : uuid;
        Span<byte> bytes = stackalloc byte[UuidBytes + 2];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length != UuidBytes)
            return null;
        uuid = new Guid(bytes[..UuidBytes]);
        return uuid == Guid.Empty ? null : uuid;
    }

    private static string? Text(JsonElement? claim) => claim is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Find(JsonElement payload, string claim)
    {
        // The name of a claim may itself contain dots, for example when it is a URL.
        if (payload.TryGetProperty(claim, out var found))
            return found;
        foreach (var name in claim.Split('.'))
        {
            if (payload.ValueKind != JsonValueKind.Object || !payload.TryGetProperty(name, out payload))
                return null;
        }

        return payload;
    }

    private static IEnumerable<string> Strings(JsonElement? claim) => claim switch
    {
        { ValueKind: JsonValueKind.Array } list =>
            list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        _ => [],
    };
}
