using System.ComponentModel.DataAnnotations;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>An event that is given back.</summary>
/// <param name="Token">Its token.</param>
/// <param name="DelaySeconds">After how long it is delivered again; after the listener's back-off when absent.</param>
/// <param name="Reason">Why, for people.</param>
internal sealed record V1Nack(
    string Token,
    [property: Bounds(Most = V1Limit.Delay)] double? DelaySeconds = null,
    [property: MaxLength(TokenCommand.MaxReasonLength)] string? Reason = null);
