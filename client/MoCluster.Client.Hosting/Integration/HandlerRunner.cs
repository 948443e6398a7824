using System.Diagnostics;
using MoCluster.Client.Hosting.Handling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>Runs the handler of a listener with one event, in a scope and a span of its own, and says what is to become of the event.</summary>
internal sealed class HandlerRunner(
    ListenerRegistration registration, MoListenerOptions options, IServiceScopeFactory scopes, ProcessMetrics metrics, TimeProvider time, ILogger log)
{
    /// <summary>Runs the handler.</summary>
    /// <param name="held">The event.</param>
    /// <param name="stopped">Cancels the handler because the program stops.</param>
    public async Task<Settlement> RunAsync(HeldEvent held, CancellationToken stopped)
    {
        using var patience = new CancellationTokenSource(options.HandlerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, held.LeaseLost, stopped);
        using var activity = held.Event.StartProcessing();
        var started = time.GetTimestamp();
        string? error = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return Settlement.Of(await registration.Handle(scope.ServiceProvider, held.Event, either.Token).ConfigureAwait(false));
        }
        catch (Exception failure)
        {
            error = failure.GetType().FullName;
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message).SetTag("error.type", error);
            var settlement = Settlement.Of(failure, held.Event.Attempt, options.MaxAttempts, EndingOf(held, patience.Token, stopped));
            Report(held.Event, failure, settlement);
            return settlement;
        }
        finally
        {
            metrics.Processed(registration.Name, time.GetElapsedTime(started), error);
        }
    }

    private static HandlerEnding EndingOf(HeldEvent held, CancellationToken patience, CancellationToken stopped) =>
        held.LeaseLost.IsCancellationRequested ? HandlerEnding.LeaseLost
        : stopped.IsCancellationRequested ? HandlerEnding.Stopped
        : patience.IsCancellationRequested ? HandlerEnding.TimedOut
        : HandlerEnding.NotCancelled;

    private void Report(MoEvent handled, Exception failure, Settlement settlement)
    {
        if (failure is RetryAfterException asked)
            HostingLog.RetryAsked(log, registration.Name, handled.Subject, asked.Delay.TotalSeconds, asked.Message);
        else if (settlement == Settlement.GivenBack)
            HostingLog.GivenBack(log, registration.Name, handled.Subject, failure.Message);
        else if (settlement.Verb == SettlementVerb.Park)
            HostingLog.Parked(log, failure, registration.Name, handled.Subject, handled.Attempt);
        else
            HostingLog.HandlerFailed(log, failure, registration.Name, handled.Subject, handled.Attempt);
    }
}
