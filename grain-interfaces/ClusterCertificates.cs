using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MoCluster.GrainInterfaces;

/// <summary>
/// The certificates with which silos and clients of Orleans know each other: each side shows one that the cluster's own authority signed. Names are not
/// compared, because silos are reached by addresses that change; so the authority must sign nothing else. The files are read for each connection, so that
/// renewed certificates need no restart.
/// </summary>
/// <param name="certificate">A PEM file with the own certificate.</param>
/// <param name="key">A PEM file with its private key; null where the file of the certificate has it.</param>
/// <param name="authority">A PEM file with the certificates of the authorities.</param>
public sealed class ClusterCertificates(string certificate, string? key, string authority)
{
    /// <summary>Reads the files once, to see that they can be used.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file must not be read.</exception>
    /// <exception cref="CryptographicException">A file has no certificate or key.</exception>
    public void Check()
    {
        using var own = Own();
        _ = Authorities();
    }

    /// <summary>Reads the own certificate with its key.</summary>
    /// <exception cref="CryptographicException">A file has no certificate or key.</exception>
    public X509Certificate2 Own()
    {
        using var read = X509Certificate2.CreateFromPemFile(certificate, key);

        // On Windows a handshake takes no key that exists in memory alone.
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Whether the other side's certificate is valid and was signed by the authority.</summary>
    /// <param name="other">The certificate.</param>
    /// <param name="given">The chain that came with it; null for none.</param>
    /// <param name="errors">What the handshake found wrong; only the lack of a certificate counts, because the authority is none of the machine's.</param>
    public bool IsSigned(X509Certificate2 other, X509Chain? given, SslPolicyErrors errors)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Authorities());
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var link in given?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(link.Certificate);
        return chain.Build(other);
    }

    private X509Certificate2Collection Authorities()
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(authority);
        return authorities.Count > 0 ? authorities : throw new CryptographicException($"{authority} has no certificate.");
    }
}
