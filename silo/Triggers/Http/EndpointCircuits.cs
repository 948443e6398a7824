using System.Collections.Concurrent;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace MoCluster.Silo.Triggers.Http;

/// <summary>Knows which endpoints are not called because too many calls failed, for people who want to see it.</summary>
internal sealed class EndpointCircuits
{
    private readonly ConcurrentDictionary<string, string> _open = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lets a circuit breaker tell its states.</summary>
    /// <param name="breaker">The breaker, which all calls of one endpoint pass.</param>
    public void Watch(HttpCircuitBreakerStrategyOptions breaker)
    {
        breaker.OnOpened = arguments => Set(arguments.Context, "OPEN");
        breaker.OnHalfOpened = arguments => Set(arguments.Context, "HALF_OPEN");
        breaker.OnClosed = arguments => Set(arguments.Context, null);
    }

    /// <summary>The state of an endpoint's breaker on this silo: <c>CLOSED</c> while it is called, otherwise <c>OPEN</c> or <c>HALF_OPEN</c>.</summary>
    /// <param name="address">The address of the endpoint.</param>
    public string Of(string address) => _open.GetValueOrDefault(AuthorityOf(new Uri(address)), "CLOSED");

    private static string AuthorityOf(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private ValueTask Set(ResilienceContext context, string? state)
    {
        if (context.GetRequestMessage()?.RequestUri is { } address)
        {
            if (state is null)
                _open.TryRemove(AuthorityOf(address), out _);
            else
                _open[AuthorityOf(address)] = state;
        }

        return ValueTask.CompletedTask;
    }
}
