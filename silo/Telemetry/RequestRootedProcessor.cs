using System.Diagnostics;
using OpenTelemetry;

namespace MoCluster.Silo.Telemetry;

/// <summary>
/// Only a request begins a trace. What the engine and the database driver do for nobody in particular, as heartbeats and polls, would else
/// be a trace of one span each, several a second.
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
