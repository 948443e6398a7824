using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MoCluster.Client.Tests.OverOrleans;

/// <summary>An authority that signs certificates for a test.</summary>
internal sealed class Authority : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly string _directory;
    private readonly string _name;

    /// <param name="directory">Where files are written.</param>
    /// <param name="name">The name of the authority.</param>
    public Authority(string directory, string name)
    {
        (_directory, _name) = (directory, name);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File = Path.Combine(directory, $"{name}.pem");
        System.IO.File.WriteAllText(File, _certificate.ExportCertificatePem());
    }

    /// <summary>The file with its certificate.</summary>
    public string File { get; }

    /// <summary>Signs a certificate.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="ends">When it ends to be valid, from now on.</param>
    /// <returns>The files of the certificate and its key.</returns>
    public (string Certificate, string Key) Sign(string subject, TimeSpan ends)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256);
        using var signed = request.Create(_certificate, _certificate.NotBefore, DateTimeOffset.UtcNow + ends, RandomNumberGenerator.GetBytes(8));
        var (certificateFile, keyFile) = (Path.Combine(_directory, $"{_name}-{subject}.pem"), Path.Combine(_directory, $"{_name}-{subject}.key"));
        System.IO.File.WriteAllText(certificateFile, signed.ExportCertificatePem());
        System.IO.File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    public void Dispose() => _certificate.Dispose();
}
