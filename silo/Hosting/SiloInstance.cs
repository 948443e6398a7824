using System.Globalization;
using System.Security.Cryptography;

namespace MoCluster.Silo.Hosting;

/// <summary>
/// The name of one run of the process, among the silos and in the database. It holds the host and a random part, because in a container
/// every run is process 1 of the same host.
/// </summary>
/// <param name="Name">The name, at most 50 characters long.</param>
internal sealed record SiloInstance(string Name)
{
    private const int MaxHostLength = 30;

    /// <summary>Makes the name of a new run.</summary>
    public static SiloInstance New()
    {
        var host = Environment.MachineName.Length > MaxHostLength ? Environment.MachineName[..MaxHostLength] : Environment.MachineName;
        return new SiloInstance(string.Create(
            CultureInfo.InvariantCulture, $"{host}-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}"));
    }
}
