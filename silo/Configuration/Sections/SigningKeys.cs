using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>Reads the public keys of an issuer from a file, and lists the allowed signature algorithms.</summary>
internal static class SigningKeys
{
    /// <summary>
    /// The allowed algorithms, all of them asymmetric. With a symmetric algorithm, anybody could sign a token with the issuer's public key as
    /// the shared secret.
    /// </summary>
    public static readonly string[] Algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    /// <summary>Reads the public keys of a file.</summary>
    /// <param name="file">The path of a JWKS file. Call <see cref="Problem"/> first.</param>
    public static IReadOnlyList<SecurityKey> Read(string file) =>
        [.. new JsonWebKeySet(File.ReadAllText(file)).GetSigningKeys().Where(key => key is not SymmetricSecurityKey)];

    /// <summary>Says in a sentence what is wrong with a file of keys; null when it is usable.</summary>
    /// <param name="file">The path of the file.</param>
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
