using System.Globalization;
using System.Security.Cryptography;

namespace MoCluster.Silo.Process;

/// <summary>
/// The name of one life of the process, among the silos and in the database: where it runs, and a part that no other life has, for in a
/// container every life is process 1 of the same host.
/// </summary>
internal static class SiloInstance
{
    private const int MaxHostLength = 30;

    /// <summary>A new one, of 50 characters at most.</summary>
    public static string New()
    {
        var host = Environment.MachineName.Length > MaxHostLength ? Environment.MachineName[..MaxHostLength] : Environment.MachineName;
        return string.Create(
            CultureInfo.InvariantCulture, $"{host}-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
    }
}
