using MoCluster.Conformance.PostgreSql.Hosting;


namespace MoCluster.Benchmarks.PostgreSql;

/// <summary>Processor time from a moment on, of this process and of the server: what a busy machine does not distort.</summary>
/// <param name="server">The server.</param>
/// <param name="here">What this process had used at that moment.</param>
/// <param name="there">What the server had.</param>
internal sealed class ProcessorTime(PrivateServer server, TimeSpan here, TimeSpan there)
{
    /// <summary>Begins to count.</summary>
    public static ProcessorTime Now(PrivateServer server) => new(server, Environment.CpuUsage.TotalTime, server.CpuTime());

    /// <summary>Tells what was used since.</summary>
    /// <param name="report">To whom.</param>
    /// <param name="what">What was done.</param>
    /// <param name="count">How often.</param>
    /// <returns>The sum of one, in microseconds.</returns>
    public double Tell(Report report, string what, double count)
    {
        var mine = (Environment.CpuUsage.TotalTime - here).TotalMicroseconds / count;
        var servers = (server.CpuTime() - there).TotalMicroseconds / count;
        report.Figure($"  processor time of one {what} here", mine, "µs");
        report.Figure("  and in PostgreSQL", servers, "µs");
        return mine + servers;
    }
}
