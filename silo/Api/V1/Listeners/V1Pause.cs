using System.ComponentModel.DataAnnotations;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Silo.Api.V1.Listeners;

/// <summary>A listener that is to be paused.</summary>
/// <param name="Reason">Why, for people.</param>
internal sealed record V1Pause([property: MaxLength(TokenCommand.MaxReasonLength)] string? Reason = null);
