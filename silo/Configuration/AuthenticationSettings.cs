using MoCluster.Silo.Security;

namespace MoCluster.Silo.Configuration;

/// <summary>Who may call: whoever has a token of an OpenID Connect provider (DESIGN.md §9; os2mo.md §1.3).</summary>
[Section("Authentication", "Who may call.")]
internal sealed record AuthenticationSettings
{
    [Setting("The issuer of the tokens, exactly as their claim `iss` names it, for example `https://keycloak.example.org/auth/realms/mo`. "
        + "With it every request but `/health` needs a bearer token; without it the process binds loopback only and everybody may do everything.")]
    public string Authority { get; init; } = "";

    [Setting("For whom the tokens must be, as their claim `aud` says. Needed with an issuer.")]
    public string Audience { get; init; } = "";

    [Setting("A file with the issuer's public keys (JWKS). Without one they are read from the issuer's "
        + "`/.well-known/openid-configuration`, and again when they change.")]
    public string KeysFile { get; init; } = "";

    [Setting("Whether an issuer may be reached by plain http: for trying out alone, for whoever is in between can make himself anybody.")]
    public bool AllowHttp { get; init; }

    [Setting("The claim with the caller's identity: a UUID, or the base64 of its bytes as Active Directory gives it.")]
    public string UuidClaim { get; init; } = "uuid";

    [Setting("The claim with the caller's roles; a dot leads into an object.")]
    public string RolesClaim { get; init; } = "realm_access.roles";

    [Setting("The role that may do everything, with everybody's listeners and namespaces too.")]
    public string AdminRole { get; init; } = "admin";

    [Setting("By how much the clocks of the issuer and of this machine may differ.", Min = "00:00:00", Max = "00:05:00")]
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether callers have to show who they are.</summary>
    public bool IsConfigured => Authority.Length > 0;

    /// <summary>What a combination of settings breaks, each with the key at fault.</summary>
    public IEnumerable<string> Validate()
    {
        if (!IsConfigured)
        {
            // Half a configuration must not mean none: everybody would be let in.
            if (this != new AuthenticationSettings())
                yield return "Authentication:Authority is missing; without it the other settings of Authentication would let everybody in.";
            yield break;
        }

        var isAddress = Uri.TryCreate(Authority, UriKind.Absolute, out var issuer) && issuer.Scheme is "https" or "http";
        if (!isAddress)
        {
            yield return $"Authentication:Authority is '{Authority}'; it must be an address such as "
                + "https://keycloak.example.org/auth/realms/mo.";
        }
        else if (issuer!.Scheme == "http" && KeysFile.Length == 0 && !AllowHttp)
        {
            yield return $"Authentication:Authority is '{Authority}', from which keys would be read unprotected; it must be https, or "
                + "Authentication:AllowHttp=true for trying out.";
        }

        if (Audience.Length == 0)
            yield return "Authentication:Audience is missing; it says which tokens of the issuer are meant for MoCluster.";
        if (KeysFile.Length > 0 && SigningKeys.Problem(KeysFile) is { } problem)
            yield return problem;
    }
}
