using System.ComponentModel.DataAnnotations;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>Authentication of callers by tokens of an OpenID Connect provider (docs/architecture.md §9; docs/os2mo.md §3).</summary>
internal sealed record AuthenticationSettings : IValidatableObject
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Authentication";

    /// <summary>
    /// The issuer of the tokens, exactly as in their claim <c>iss</c>, for example <c>https://keycloak.example.org/auth/realms/mo</c>. With an
    /// issuer, every request except <c>/health</c> needs a bearer token. Without one, the process binds loopback only and every caller may do
    /// everything.
    /// </summary>
    public string Authority { get; init; } = "";

    /// <summary>The audience of the tokens, as in their claim <c>aud</c>. Required with an issuer.</summary>
    public string Audience { get; init; } = "";

    /// <summary>
    /// A file with the issuer's public keys (JWKS). Without a file, the keys are read from the issuer's <c>/.well-known/openid-configuration</c>,
    /// and read again when they change.
    /// </summary>
    public string KeysFile { get; init; } = "";

    /// <summary>Whether the issuer may be reached by plain http. Use it for trials only: an attacker on the network could pose as any caller.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>The claim with the caller's identity: a UUID, or the base64 of its bytes as Active Directory writes it.</summary>
    public string UuidClaim { get; init; } = "uuid";

    /// <summary>The claim with the caller's roles. A dot stands for a nested object.</summary>
    public string RolesClaim { get; init; } = "realm_access.roles";

    /// <summary>The role that may do everything, also with the listeners and namespaces of other owners.</summary>
    public string AdminRole { get; init; } = "admin";

    /// <summary>The largest difference between the clocks of the issuer and of this machine.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether callers must authenticate.</summary>
    public bool IsConfigured => Authority.Length > 0;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Problems().Select(problem => new ValidationResult(problem));

    private IEnumerable<string> Problems()
    {
        if (!IsConfigured)
        {
            // Half a configuration must not count as none, because then every caller would be let in.
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
                + "set Authentication:AllowHttp=true for a trial.";
        }

        if (Audience.Length == 0)
            yield return "Authentication:Audience is missing; it says which tokens of the issuer are meant for MoCluster.";
        if (KeysFile.Length > 0 && SigningKeys.Problem(KeysFile) is { } problem)
            yield return problem;
    }
}
