using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>
/// Calls of grains and of the store whose failures callers can act on become errors that say so. When a silo hangs, or a grain moves, the
/// caller is answered within the patience. A request of several calls may take several times as long.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="cluster">How long a call may take, apart from waiting for events.</param>
internal sealed class Calls(TimeProvider time, ClusterSettings cluster)
{
    /// <summary>The pauses between attempts. A grain that moves to another silo can usually be reached again within their sum.</summary>
    private static readonly TimeSpan[] Pauses = [.. new[] { 50, 100, 200, 400, 800 }.Select(pause => TimeSpan.FromMilliseconds(pause))];

    private static readonly Refusal Unknown = new(
        ApiCode.OutcomeUnknown,
        "No answer in time, so that the outcome is unknown. Send the same request again, with the same Idempotency-Key where there was "
        + "one.",
        Retriable: true);

    /// <summary>What somebody who asked for something is told when nobody answered within the patience.</summary>
    public static Refusal NoAnswer { get; } = new(ApiCode.Unavailable, "No answer in time. Try again in a moment.", Retriable: true);

    private static readonly Refusal NotNow =
        new(ApiCode.Unavailable, "The cluster cannot serve this now. Try again in a moment.", Retriable: true);

    /// <summary>How long a call may take, apart from waiting for events.</summary>
    public TimeSpan Patience { get; } = cluster.ResponseTimeout;

    /// <summary>
    /// Calls what changes something. A timeout leaves the outcome unknown, and so does the end of the silo that had the call: it may have
    /// carried it out.
    /// </summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="longest">How long it may take; null for what Orleans gives the method: the patience, or a time of the method's own.</param>
    public Task<Outcome<T>> CommandAsync<T>(Func<Task<Outcome<T>>> call, TimeSpan? longest = null) =>
        GuardAsync(longest is { } most ? () => call().WaitAsync(most, time) : call, Unknown, Unknown);

    /// <summary>
    /// Calls what changes something and may be called again without changing more. While its grain moves from a silo that ends to
    /// another, it is.
    /// </summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="longest">How long all attempts may take; null for the patience.</param>
    public Task<Outcome<T>> RepeatableAsync<T>(Func<Task<Outcome<T>>> call, TimeSpan? longest = null) =>
        GuardAsync(() => RepeatAsync(call, longest), Unknown, Unknown);

    /// <summary>Calls what changes nothing that the caller would miss; again while its grain moves.</summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="longest">How long all attempts may take; null for the patience.</param>
    public Task<Outcome<T>> QueryAsync<T>(Func<Task<Outcome<T>>> call, TimeSpan? longest = null) =>
        GuardAsync(() => RepeatAsync(call, longest), NoAnswer, NotNow);

    /// <summary>Reads the store.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">The read.</param>
    public static async ValueTask<T> ReadAsync<T>(ValueTask<T> read)
    {
        try
        {
            return await read;
        }
        catch (StoreUnavailableException unavailable)
        {
            throw Refusals.ToException(new Refusal(ApiCode.Unavailable, unavailable.Message, Retriable: true));
        }
    }

    /// <summary>Reads the store within the patience, for what is no query of data: a store that hangs is told of by then.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="read">The read.</param>
    public async ValueTask<T> ReadInTimeAsync<T>(ValueTask<T> read)
    {
        if (read.IsCompleted)
            return await ReadAsync(read);
        try
        {
            return await ReadAsync(new ValueTask<T>(read.AsTask().WaitAsync(Patience, time)));
        }
        catch (TimeoutException)
        {
            throw Refusals.ToException(NoAnswer);
        }
    }

    private async Task<Outcome<T>> RepeatAsync<T>(Func<Task<Outcome<T>>> call, TimeSpan? longest)
    {
        var most = longest ?? Patience;
        var started = time.GetTimestamp();
        for (var attempt = 0;; attempt++)
        {
            var pause = Pauses[Math.Min(attempt, Pauses.Length - 1)];
            try
            {
                // Orleans ends a call after the patience, unless the method has a time of its own. All attempts together take no longer.
                var outcome = await (attempt == 0 && longest is null ? call() : call().WaitAsync(Left(), time));
                if (outcome.Refusal is not { Code: RefusalCode.Superseded } || Left() <= pause)
                    return outcome;
            }
            catch (OrleansMessageRejectionException) when (Left() > pause)
            {
                // The silo that had the grain ends.
            }

            await Task.Delay(pause, time);
        }

        TimeSpan Left() => most - time.GetElapsedTime(started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> call, Refusal timeout, Refusal rejection)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is TimeoutException or CommitOutcomeUnknownException || IsExpired(failure))
        {
            throw Refusals.ToException(timeout);
        }
        catch (LimitExceededException)
        {
            throw Refusals.ToException(new Refusal(
                RefusalCode.Overloaded, "Too many requests wait for the same object or listener. Try again in a moment.", Retriable: true));
        }
        catch (OrleansException)
        {
            // The silo that had the grain ends, or this one does: the others declared it dead, and where grains are it cannot learn any more.
            throw Refusals.ToException(rejection);
        }
        catch (StoreUnavailableException)
        {
            throw Refusals.ToException(NotNow);
        }
    }

    /// <summary>
    /// Whether a call's time was over before its grain was found, which happens while silos end: Orleans tells it as a cancellation, but
    /// nobody cancelled.
    /// </summary>
    private static bool IsExpired(Exception failure) => failure is OperationCanceledException { CancellationToken.IsCancellationRequested: false };
}
