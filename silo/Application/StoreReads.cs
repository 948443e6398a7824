using MoCluster.GrainInterfaces;
using MoCluster.Grains.Storage;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>Reads of the store on behalf of callers.</summary>
internal static class StoreReads
{
    /// <summary>Awaits a read and refuses the request when the store is out of reach.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="read">The read.</param>
    /// <exception cref="RefusedException">The store is unavailable; the caller may try again.</exception>
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
}
