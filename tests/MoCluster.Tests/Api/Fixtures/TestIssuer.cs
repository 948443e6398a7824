using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MoCluster.History.Workload;

namespace MoCluster.Tests.Api.Fixtures;

/// <summary>An issuer of tokens with a key of its own. It builds tokens by hand, so that it can also make invalid ones.</summary>
internal sealed class TestIssuer : IDisposable
{
    public const string Name = "https://issuer.example/realms/mo";
    public const string Audience = "mocluster";
    private const string KeyId = "k1";
    private readonly RSA _key = RSA.Create(2048);

    /// <summary>The public keys (JWKS).</summary>
    public string Keys
    {
        get
        {
            var key = _key.ExportParameters(includePrivateParameters: false);
            return JsonSerializer.Serialize(new
            {
                keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } },
            });
        }
    }

    /// <summary>The settings of a silo that accepts this issuer's tokens.</summary>
    public string[] Settings(string directory)
    {
        var file = Path.Combine(directory, "keys.json");
        File.WriteAllText(file, Keys);
        return [$"Authentication:Authority={Name}", $"Authentication:Audience={Audience}", $"Authentication:KeysFile={file}"];
    }

    /// <summary>A valid token, unless the change to its payload spoils it.</summary>
    public string Token(string? uuid, string[] roles, Action<JsonObject>? change = null, RSA? key = null)
    {
        var payload = Payload(uuid, roles, change);
        var signed = $"{Encode(new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = KeyId })}.{Encode(payload)}";
        var signature = (key ?? _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>A token that claims to need no signature, and has none.</summary>
    public static string Unsigned(string uuid) => $"{Encode(new JsonObject { ["alg"] = "none" })}.{Encode(Payload(uuid, ["admin"], null))}.";

    /// <summary>A token signed with HMAC, with the public key as the secret, which everybody knows.</summary>
    public string SignedWithPublicKey(string uuid, bool pem)
    {
        var signed = $"{Encode(new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT", ["kid"] = KeyId })}.{Encode(Payload(uuid, ["admin"], null))}";
        var secret = pem ? Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem()) : _key.ExportSubjectPublicKeyInfo();
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>A client of a silo that sends a token with every request.</summary>
    public static HttpClient Client(SiloRun silo, string token)
    {
        var client = SiloRun.CreateClient(silo.Address);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public void Dispose() => _key.Dispose();

    private static JsonObject Payload(string? uuid, string[] roles, Action<JsonObject>? change)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var payload = new JsonObject
        {
            ["iss"] = Name,
            ["aud"] = new JsonArray("account", Audience),
            ["iat"] = now,
            ["nbf"] = now,
            ["exp"] = now + 3600,
            ["realm_access"] = new JsonObject { ["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]) },
        };
        if (uuid is not null)
            payload["uuid"] = uuid;
        change?.Invoke(payload);
        return payload;
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
