using System.ComponentModel.DataAnnotations;
using MoCluster.GrainInterfaces.Listeners;

namespace MoCluster.Silo.Api.V1.Tokens;

/// <summary>The park of an event.</summary>
/// <param name="Token">The token of the event.</param>
/// <param name="Reason">The reason, for people.</param>
internal sealed record V1Park(string Token, [property: MaxLength(TokenCommand.MaxReasonLength)] string? Reason = null);
