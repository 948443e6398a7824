using MoCluster.Client;

namespace MoCluster.Cli.Objects;

/// <summary>The time at which objects are looked at.</summary>
/// <param name="When">When they are to be active.</param>
/// <param name="RegisteredAt">As it was known at this instant; as it is known now when null.</param>
internal sealed record ObjectTime(When When, DateTimeOffset? RegisteredAt);
