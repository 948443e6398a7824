using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;
using Orleans.Connections.Security;

namespace MoCluster.Silo.Cluster;

/// <summary>TLS between silos, and between silos and clients of Orleans: both sides show a certificate of the cluster's own authority.</summary>
internal static class ClusterTls
{
    /// <summary>Turns TLS on where there is a certificate.</summary>
    /// <param name="silo">The builder of the silo.</param>
    /// <param name="cluster">The files.</param>
    /// <exception cref="ConfigurationException">A file cannot be read.</exception>
    public static void AddTls(this ISiloBuilder silo, ClusterSettings cluster)
    {
        if (cluster is not { TlsCertificate: { } file, TlsAuthority: { } authority })
            return;
        _ = Read("Cluster:TlsCertificate", file, () => Own(file, cluster.TlsKey));
        _ = Read("Cluster:TlsAuthority", authority, () => Authorities(authority));
        silo.UseTls(options =>
        {
            options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
            options.LocalServerCertificateSelector = (_, _) => Own(file, cluster.TlsKey);
            options.LocalClientCertificateSelector = (_, _, _, _, _) => Own(file, cluster.TlsKey);
            options.RemoteCertificateValidation = (certificate, given, errors) => IsSigned(certificate, given, errors, authority);
        });
    }

    private static X509Certificate2 Own(string file, string? key) => X509Certificate2.CreateFromPemFile(file, key);

    private static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("It has no certificate.");
    }

    /// <summary>Whether a certificate was signed by the cluster's own authority. Names are not compared, because silos are reached by addresses that change.</summary>
    private static bool IsSigned(X509Certificate2 certificate, X509Chain? given, SslPolicyErrors errors, string authority)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Authorities(authority));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var link in given?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(link.Certificate);
        return chain.Build(certificate);
    }

    private static T Read<T>(string setting, string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ConfigurationException([$"{setting} is '{file}', which cannot be used: {failure.Message}"]);
        }
    }
}
