using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>Measures handlers by OpenTelemetry's conventions for messaging, under the name <c>MoCluster.Client.Hosting</c>.</summary>
internal sealed class ProcessMetrics
{
    public const string Name = "MoCluster.Client.Hosting";

    private readonly Histogram<double> _duration;

    public ProcessMetrics(IMeterFactory meters) =>
        _duration = meters.Create(Name).CreateHistogram<double>("messaging.process.duration", "s", "How long handlers took.");

    /// <summary>A handler ended.</summary>
    /// <param name="destination">The namespace and the routing key.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="error">The type of what it threw; null if it threw nothing.</param>
    public void Processed(string destination, TimeSpan took, string? error)
    {
        if (!_duration.Enabled)
            return;
        var tags = new TagList
        {
            { "messaging.system", "mocluster" }, { "messaging.operation.name", "process" }, { "messaging.destination.name", destination },
        };
        if (error is not null)
            tags.Add("error.type", error);
        _duration.Record(took.TotalSeconds, tags);
    }
}
