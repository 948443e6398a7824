using System.ComponentModel.DataAnnotations;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>The nack of an event.</summary>
/// <param name="Token">The token of the event.</param>
/// <param name="DelaySeconds">The time in seconds until the event is delivered again; the back-off of the listener when absent.</param>
/// <param name="Reason">The reason, for people.</param>
internal sealed record V1Nack(
    string Token,
    [property: Bounds(Most = V1Limit.Delay)] double? DelaySeconds = null,
    [property: MaxLength(TokenCommand.MaxReasonLength)] string? Reason = null);
