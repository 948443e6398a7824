using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The public keys of an issuer that stand in a file, and the algorithms with which tokens may be signed.</summary>
internal static class SigningKeys
{
    /// <summary>
    /// Asymmetric ones only: with a secret that both sides know, a token signed with the public key, which everybody knows, would be
    /// taken for the issuer's.
    /// </summary>
    public static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    /// <summary>Reads the keys.</summary>
    /// <param name="file">A JWKS file that <see cref="Problem"/> found nothing wrong with.</param>
    public static IReadOnlyList<SecurityKey> Read(string file) =>
        [.. new JsonWebKeySet(File.ReadAllText(file)).GetSigningKeys().Where(key => key is not SymmetricSecurityKey)];

    /// <summary>What is wrong with a file of keys, as a sentence; null when nothing is.</summary>
    /// <param name="file">The file.</param>
    public static string? Problem(string file)
    {
        const string Needed = "it must be a JWKS file with the issuer's public keys, {\"keys\": [{\"kty\": \"RSA\", …}]}.";
        try
        {
            return Read(file).Count > 0 ? null : $"Authentication:KeysFile is '{file}', which holds no public key; {Needed}";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"Authentication:KeysFile is '{file}', which cannot be read ({failure.Message}); {Needed}";
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or CryptographicException or SecurityTokenException)
        {
            return $"Authentication:KeysFile is '{file}', which holds no keys; {Needed}";
        }
    }
}
