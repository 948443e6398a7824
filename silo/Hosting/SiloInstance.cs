using System.Globalization;
using System.Security.Cryptography;

namespace MoCluster.Silo.Hosting;

/// <summary>
/// One life of the process, as it is named among the silos and in the database: where it runs, and a part that no other life has, for in a
/// container every life is process 1 of the same host.
/// </summary>
/// <param name="Name">The name, of 50 characters at most.</param>
internal sealed record SiloInstance(string Name)
{
    private const int MaxHostLength = 30;

    /// <summary>A new one.</summary>
    public static SiloInstance New()
    {
        var host = Environment.MachineName.Length > MaxHostLength ? Environment.MachineName[..MaxHostLength] : Environment.MachineName;
        return new SiloInstance(string.Create(
            CultureInfo.InvariantCulture, $"{host}-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}"));
    }
}
