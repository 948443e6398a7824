using System.ComponentModel.DataAnnotations;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>Who may call: whoever has a token of an OpenID Connect provider (DESIGN.md §9; os2mo.md §1.3).</summary>
internal sealed record AuthenticationSettings : IValidatableObject
{
    /// <summary>The section.</summary>
    public const string Section = "Authentication";

    /// <summary>
    /// The issuer of the tokens, exactly as their claim <c>iss</c> names it, for example <c>https://keycloak.example.org/auth/realms/mo</c>. With
    /// it every request but <c>/health</c> needs a bearer token; without it the process binds loopback only and everybody may do everything.
    /// </summary>
    public string Authority { get; init; } = "";

    /// <summary>For whom the tokens must be, as their claim <c>aud</c> says. Needed with an issuer.</summary>
    public string Audience { get; init; } = "";

    /// <summary>
    /// A file with the issuer's public keys (JWKS). Without one they are read from the issuer's <c>/.well-known/openid-configuration</c>, and
    /// again when they change.
    /// </summary>
    public string KeysFile { get; init; } = "";

    /// <summary>Whether an issuer may be reached by plain http: for trying out alone, for whoever is in between can make himself anybody.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>The claim with the caller's identity: a UUID, or the base64 of its bytes as Active Directory gives it.</summary>
    public string UuidClaim { get; init; } = "uuid";

    /// <summary>The claim with the caller's roles; a dot leads into an object.</summary>
    public string RolesClaim { get; init; } = "realm_access.roles";

    /// <summary>The role that may do everything, with everybody's listeners and namespaces too.</summary>
    public string AdminRole { get; init; } = "admin";

    /// <summary>By how much the clocks of the issuer and of this machine may differ.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether callers have to show who they are.</summary>
    public bool IsConfigured => Authority.Length > 0;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Problems().Select(problem => new ValidationResult(problem));

    private IEnumerable<string> Problems()
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
