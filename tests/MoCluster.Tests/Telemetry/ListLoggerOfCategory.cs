using Microsoft.Extensions.Logging;

namespace MoCluster.Tests.Telemetry;

/// <summary>Keeps what is logged by one class.</summary>
internal sealed class ListLogger<T> : ListLogger, ILogger<T>;
