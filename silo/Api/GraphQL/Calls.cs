using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>Calls of grains and of the store whose failures callers can act on become errors that say so.</summary>
internal static class Calls
{
    /// <summary>Calls what changes something: a timeout leaves the outcome unknown.</summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="call">The call.</param>
    public static Task<T> CommandAsync<T>(Func<Task<T>> call) => GuardAsync(call, new Refusal(
        ApiCode.OutcomeUnknown,
        "No answer in time, so that the outcome is unknown. Send the same request again, with the same Idempotency-Key where there was "
        + "one.",
        Retriable: true));

    /// <summary>Calls what changes nothing that the caller would miss.</summary>
    /// <typeparam name="T">What is answered.</typeparam>
    /// <param name="call">The call.</param>
    public static Task<T> QueryAsync<T>(Func<Task<T>> call) =>
        GuardAsync(call, new Refusal(ApiCode.Unavailable, "No answer in time. Try again in a moment.", Retriable: true));

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

    private static async Task<T> GuardAsync<T>(Func<Task<T>> call, Refusal timeout)
    {
        try
        {
            return await call();
        }
        catch (TimeoutException)
        {
            throw Refusals.ToException(timeout);
        }
        catch (CommitOutcomeUnknownException)
        {
            throw Refusals.ToException(timeout);
        }
        catch (LimitExceededException)
        {
            throw Refusals.ToException(new Refusal(
                RefusalCode.Overloaded, "Too many requests wait for the same object or listener. Try again in a moment.", Retriable: true));
        }
        catch (Exception failure) when (failure is OrleansMessageRejectionException or StoreUnavailableException)
        {
            throw Refusals.ToException(
                new Refusal(ApiCode.Unavailable, "The cluster cannot serve this now. Try again in a moment.", Retriable: true));
        }
    }
}
