using System.ComponentModel.DataAnnotations;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Silo.Api.V1.Listeners;

/// <summary>The pause of a listener.</summary>
/// <param name="Reason">The reason, for people.</param>
internal sealed record V1Pause([property: MaxLength(TokenCommand.MaxReasonLength)] string? Reason = null);
