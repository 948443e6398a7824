using System.Diagnostics;
using OpenTelemetry;

namespace MoCluster.Silo.Telemetry;

/// <summary>
/// Drops traces that do not begin with a request. Without it, heartbeats and polls of Orleans and the database driver would make several
/// traces of one span a second.
/// </summary>
internal sealed class RequestRootedProcessor : BaseProcessor<Activity>
{
    private const string Requests = "Microsoft.AspNetCore";

    /// <inheritdoc />
    public override void OnStart(Activity data)
    {
        if (data.ParentSpanId != default || data.Source.Name == Requests)
            return;
        data.IsAllDataRequested = false;
        data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
