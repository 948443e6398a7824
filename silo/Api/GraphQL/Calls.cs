using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Calls of grains and of the store whose failures callers can act on become errors that say so.</summary>
internal static class Calls
{
    /// <summary>How long a call that may be made again waits before it is: a grain that moves is found elsewhere within this.</summary>
    private static readonly TimeSpan[] Pauses = [.. new[] { 50, 100, 200, 400, 800 }.Select(pause => TimeSpan.FromMilliseconds(pause))];

    private static readonly Refusal Unknown = new(
        ApiCode.OutcomeUnknown,
        "No answer in time, so that the outcome is unknown. Send the same request again, with the same Idempotency-Key where there was "
        + "one.",
        Retriable: true);

    private static readonly Refusal NoAnswer = new(ApiCode.Unavailable, "No answer in time. Try again in a moment.", Retriable: true);

    private static readonly Refusal NotNow =
        new(ApiCode.Unavailable, "The cluster cannot serve this now. Try again in a moment.", Retriable: true);

    /// <summary>
    /// Calls what changes something: a timeout leaves the outcome unknown, and so does the end of the silo that had the call, which may
    /// have carried it out.
    /// </summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="call">The call.</param>
    public static Task<T> CommandAsync<T>(Func<Task<T>> call) => GuardAsync(call, Unknown, Unknown);

    /// <summary>
    /// Calls what changes something and may be called again without changing more. While its grain moves from a silo that ends to
    /// another, it is.
    /// </summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="call">The call.</param>
    public static Task<T> RepeatableAsync<T>(Func<Task<T>> call) => GuardAsync(() => RepeatAsync(call), Unknown, Unknown);

    /// <summary>Calls what changes nothing that the caller would miss; again while its grain moves.</summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="call">The call.</param>
    public static Task<T> QueryAsync<T>(Func<Task<T>> call) => GuardAsync(() => RepeatAsync(call), NoAnswer, NotNow);

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

    private static async Task<T> RepeatAsync<T>(Func<Task<T>> call)
    {
        foreach (var pause in Pauses)
        {
            try
            {
                return await call();
            }
            catch (OrleansMessageRejectionException)
            {
                await Task.Delay(pause);
            }
        }

        return await call();
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
        catch (OrleansMessageRejectionException)
        {
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
