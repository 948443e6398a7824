using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using Orleans.Configuration;
using Orleans.Connections.Security;
using Orleans.Hosting;
using Orleans.Serialization;

namespace MoCluster.Client;

/// <summary>Sets a client of Orleans up for a cluster of MoCluster.</summary>
public static class MoClusterClientBuilder
{
    /// <summary>
    /// Names the cluster, and lets the client know the grains. How it finds the silos is said as for every client of Orleans: <c>UseStaticClustering</c> with the
    /// gateways' addresses, or <c>UseAdoNetClustering</c> with the database of the silos.
    /// </summary>
    /// <param name="client">The builder.</param>
    /// <param name="cluster">The name of the cluster, the silos' <c>Cluster:Name</c>.</param>
    public static IClientBuilder UseMoCluster(this IClientBuilder client, string cluster = "mocluster")
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster, "mocluster"));

        client.Configure<ClientMessagingOptions>(options =>
        {
            // A fetch that is cancelled still answers with the events that it had leased, so that they are given back.
            options.WaitForCancellationAcknowledgement = true;

            // A call at a silo that died is soon made again. The silos' own default is the same (Cluster:ResponseTimeout).
            options.ResponseTimeout = TimeSpan.FromSeconds(4);
        });
        client.Services.AddSerializer(serializer => serializer.AddAssembly(typeof(IListenerGroupGrain).Assembly));
        return client.AddActivityPropagation();
    }

    /// <summary>Uses TLS towards silos that do: the client and the silos show each other a certificate of the cluster's own authority.</summary>
    /// <param name="client">The builder.</param>
    /// <param name="certificate">A PEM file with the certificate of this program. The files are read for each connection.</param>
    /// <param name="key">A PEM file with its private key; null where the file of the certificate has it.</param>
    /// <param name="authority">A PEM file with the certificates of the authorities, the silos' <c>Cluster:TlsAuthority</c>.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A file has no certificate or key.</exception>
    public static IClientBuilder UseMoClusterTls(this IClientBuilder client, string certificate, string? key, string authority)
    {
        ArgumentNullException.ThrowIfNull(client);
        var certificates = new ClusterCertificates(certificate, key, authority);
        certificates.Check();
        return client.UseTls(options =>
        {
            options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            options.LocalClientCertificateSelector = (_, _, _, _, _) => certificates.Own();
            options.RemoteCertificateValidation = certificates.IsSigned;
        });
    }
}
