using MoCluster.Conformance.PostgreSql.Hosting;

namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>
/// Measures the processor time of this process and of the server from a moment on. Unlike elapsed time, a busy machine does not distort it.
/// </summary>
/// <param name="server">The PostgreSQL server.</param>
/// <param name="here">The processor time of this process at that moment.</param>
/// <param name="there">The processor time of the server at that moment.</param>
internal sealed class ProcessorTime(PrivateServer server, TimeSpan here, TimeSpan there)
{
    /// <summary>Starts a measurement.</summary>
    public static ProcessorTime Now(PrivateServer server) => new(server, Environment.CpuUsage.TotalTime, server.CpuTime());

    /// <summary>Reports the processor time used since the start.</summary>
    /// <param name="report">Receives the figures.</param>
    /// <param name="what">The name of what was done.</param>
    /// <param name="count">How often it was done.</param>
    /// <returns>The processor time for one, in microseconds, of both processes together.</returns>
    public double AddTo(Report report, string what, double count)
    {
        var mine = (Environment.CpuUsage.TotalTime - here).TotalMicroseconds / count;
        var servers = (server.CpuTime() - there).TotalMicroseconds / count;
        report.Figure($"  processor time of one {what} here", mine, "µs");
        report.Figure("  and in PostgreSQL", servers, "µs");
        return mine + servers;
    }
}
