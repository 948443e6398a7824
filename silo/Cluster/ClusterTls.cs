using System.Security.Cryptography;
using MoCluster.GrainInterfaces;
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
    /// <exception cref="ConfigurationException">A file cannot be used.</exception>
    public static void AddTls(this ISiloBuilder silo, ClusterSettings cluster)
    {
        if (cluster is not { TlsCertificate: { } certificate, TlsAuthority: { } authority })
            return;
        var certificates = new ClusterCertificates(certificate, cluster.TlsKey, authority);
        try
        {
            certificates.Check();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ConfigurationException([$"Cluster:TlsCertificate, TlsKey or TlsAuthority names a file that cannot be used: {failure.Message}"]);
        }

        silo.UseTls(options =>
        {
            options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
            // Orleans demands this one where certificates are required; the selectors below are asked for each connection.
            options.LocalCertificate = certificates.Own();
            options.LocalServerCertificateSelector = (_, _) => certificates.Own();
            options.LocalClientCertificateSelector = (_, _, _, _, _) => certificates.Own();
            options.RemoteCertificateValidation = certificates.IsSigned;
        });
    }
}
