using System.Collections.Immutable;
using MoCluster.Grains.Storage;

namespace MoCluster.Stores.PostgreSql.Reads;

/// <summary>
/// Reads single rows for many callers at once. Reads that come while queries are under way share the next query, each key in it once, so that every
/// answer was read after its call. So queries grow as the server gets busier, and a lone read does not wait.
/// </summary>
/// <typeparam name="TKey">The key of a row.</typeparam>
/// <typeparam name="TRow">The row.</typeparam>
/// <param name="query">Reads the rows of different keys in one query, in the order of the keys.</param>
internal sealed class SharedReads<TKey, TRow>(Func<IReadOnlyList<TKey>, Task<TRow[]>> query)
    where TKey : notnull
{
    /// <summary>How many queries are under way at once: while this process takes the answer of one apart, the server works on the other.</summary>
    private const int AtOnce = 2;

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = [];
    private int _running;

    /// <summary>Reads rows.</summary>
    /// <param name="keys">Their keys; a key may be there more than once.</param>
    /// <param name="cancellation">Ends the wait of this caller, not the query, which others share.</param>
    /// <exception cref="StoreUnavailableException">The server stayed out of reach.</exception>
    public Task<ImmutableArray<TRow>> ReadAsync(ImmutableArray<TKey> keys, CancellationToken cancellation)
    {
        // The task that runs the queries must not run the code of callers that continue.
        var waiting = new Waiting(keys, new(TaskCreationOptions.RunContinuationsAsynchronously), cancellation);
        bool run;
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            run = _running < AtOnce;
            if (run)
                _running++;
        }

        if (run)
            _ = RunAsync();
        return waiting.Answer.Task.WaitAsync(cancellation);
    }

    /// <summary>Serves the waiting reads until there are none. It never fails: an exception goes to the callers that wait for the query.</summary>
    private async Task RunAsync()
    {
        while (Take() is { Count: > 0 } taken)
        {
            try
            {
                await ServeAsync(taken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Every caller is told what went wrong, whatever it was.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                foreach (var waiting in taken)
                    waiting.Answer.TrySetException(exception);
            }
        }
    }

    /// <summary>Takes what the next query reads; if nothing waits, one query less is under way.</summary>
    private List<Waiting> Take()
    {
        var taken = new List<Waiting>();
        var keys = 0;
        lock (_gate)
        {
            while (_waiting.TryPeek(out var next) && (taken.Count == 0 || keys + next.Keys.Length <= StoreLimits.MaxBatch))
            {
                _waiting.Dequeue();
                if (next.Cancellation.IsCancellationRequested)
                    continue; // Its caller has left.
                taken.Add(next);
                keys += next.Keys.Length;
            }

            if (taken.Count == 0)
                _running--;
        }

        return taken;
    }

    private async Task ServeAsync(List<Waiting> taken)
    {
        var places = new Dictionary<TKey, int>();
        var keys = new List<TKey>();
        foreach (var key in taken.SelectMany(waiting => waiting.Keys))
        {
            if (places.TryAdd(key, keys.Count))
                keys.Add(key);
        }

        var rows = await query(keys).ConfigureAwait(false);
        foreach (var waiting in taken)
            waiting.Answer.TrySetResult(ImmutableArray.CreateRange(waiting.Keys, key => rows[places[key]]));
    }

    private sealed record Waiting(
        ImmutableArray<TKey> Keys, TaskCompletionSource<ImmutableArray<TRow>> Answer, CancellationToken Cancellation);
}
