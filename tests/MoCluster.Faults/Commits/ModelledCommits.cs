using System.Text.Json;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.Conformance.Stores.Model;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Stores.Memory;

namespace MoCluster.Faults.Commits;

/// <summary>
/// Makes random commits of every kind to a store that may fail at any moment, and to a model in memory. Every later start must show, through
/// every member of the port, what the model shows after the confirmed commits, or after these and some of the first of unknown outcome.
/// </summary>
internal sealed class ModelledCommits
{
    private readonly Random _random;
    private readonly RandomCommits _commits;
    private readonly StoreView _view = new();
    private readonly List<Step> _steps = [];
    private MemoryStore _model;

    /// <summary>How many of the steps are confirmed, and how many were begun: the store shows as many as one of these or something between.</summary>
    private int _confirmed;
    private int _begun;
    private Step? _trim;

    /// <summary>Begins with an empty store.</summary>
    /// <param name="random">Chooses the commits.</param>
    public ModelledCommits(Random random)
    {
        (_random, _commits) = (random, new RandomCommits(random));
        _model = Model();
    }

    /// <summary>The clock that the store must have.</summary>
    public ManualTime Time { get; } = new();

    /// <summary>How many commits were confirmed.</summary>
    public int Confirmed => _confirmed;

    /// <summary>Keeps the store from its disk while the commits of a round are handed over, so that they make one batch; null to let it go on.</summary>
    public Func<IDisposable>? Hold { get; init; }

    /// <summary>Makes a number of rounds of commits, several at once, and now and then deletes old events, until the store fails.</summary>
    /// <returns>False when the store failed.</returns>
    public async Task<bool> RunAsync(IStore store, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            Time.Advance(TimeSpan.FromMinutes(_random.Next(-10, 120)));
            if (!await CommitAsync(store) || (_random.Next(20) == 0 && !await TrimAsync(store)))
                return false;
        }

        return true;
    }

    /// <summary>Checks what a store holds that was opened again. What is there now must stay there.</summary>
    public async Task CheckAsync(IStore store)
    {
        // The last trim may be lost, or half done: it is made again.
        if (_trim is { } trim)
            await store.TrimAsync(trim.Before, CancellationToken.None);
        var found = await _view.ShowAsync(store);
        for (var steps = await CountMadeAsync(store); ; steps++)
        {
            var model = await ReplayAsync(steps);
            var expected = await _view.ShowAsync(model);
            if (expected == found)
            {
                _steps.RemoveRange(steps, _steps.Count - steps);
                if (_trim is not null)
                    _steps.Add(_trim with { Time = Time.Now });
                (_model, _confirmed, _begun) = (model, _steps.Count, _steps.Count);
                return;
            }

            if (steps == _begun)
                Assert.Equal(expected, found);
        }
    }

    /// <summary>All that a store shows of what the commits named, as text.</summary>
    public Task<string> ShowAsync(IStore store) => _view.ShowAsync(store);

    /// <summary>How many steps were surely made: a commit that changed nothing that shows is remembered all the same.</summary>
    private async Task<int> CountMadeAsync(IStore store)
    {
        var (made, seen, before) = (_confirmed, new HashSet<Guid>(), _begun > _confirmed ? await ReplayAsync(_confirmed) : _model);
        for (var step = _confirmed; step < _begun; step++)
        {
            var commit = _steps[step].Commit!;
            if (seen.Add(commit.Id) && !await IsMadeAsync(before, commit) && await IsMadeAsync(store, commit))
                made = step + 1;
        }

        return made;
    }

    /// <summary>Whether a commit became true.</summary>
    private static async Task<bool> IsMadeAsync(IStore store, Commit commit)
    {
        try
        {
            return (await CommitLookup.FindAsync(store, commit)).Committed;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private async Task<bool> CommitAsync(IStore store)
    {
        var read = await _commits.ReadAsync(_model);
        var answers = new List<(Task<string> Expected, Task<string> Found)>();
        using (Hold?.Invoke())
        {
            for (var left = _random.Next(1, 6); left > 0; left--)
            {
                var commit = _commits.Next(read);
                _view.Note(commit);
                _steps.Add(new Step(Time.Now, commit));
                answers.Add((TellAsync(_model, commit), TellAsync(store, commit)));
            }
        }

        var isAlive = true;
        foreach (var (expected, answer) in answers)
        {
            try
            {
                Assert.Equal(await expected, await answer);
                Assert.True(isAlive, "A commit was confirmed behind one that was not.");
                _begun = ++_confirmed;
            }
            catch (CommitOutcomeUnknownException)
            {
                isAlive = false;
                _begun++;
            }
            catch (StoreUnavailableException)
            {
                // It was not made, nor was any that followed.
                return false;
            }
        }

        return isAlive;
    }

    private async Task<bool> TrimAsync(IStore store)
    {
        var before = Time.Now - TimeSpan.FromHours(_random.Next(48));
        _steps.Add(_trim = new Step(Time.Now, null, before));
        _begun = ++_confirmed;
        await _model.TrimAsync(before, CancellationToken.None);
        try
        {
            await store.TrimAsync(before, CancellationToken.None);
            return true;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or CommitOutcomeUnknownException or IOException)
        {
            return false;
        }
    }

    /// <summary>The model after some of the first steps, and after the trim that the store made again.</summary>
    private async Task<MemoryStore> ReplayAsync(int steps)
    {
        var model = Model();
        var now = Time.Now;
        foreach (var step in _steps.Take(steps))
        {
            Time.Now = step.Time;
            if (step.Commit is { } commit)
                await TellAsync(model, commit);
            else
                await model.TrimAsync(step.Before, CancellationToken.None);
        }

        Time.Now = now;
        if (_trim is not null)
            await model.TrimAsync(_trim.Before, CancellationToken.None);
        return model;
    }

    private MemoryStore Model() => new(Time, Guid.Empty);

    private static async Task<string> TellAsync(IStore store, Commit commit)
    {
        try
        {
            var result = await store.CommitAsync(commit);
            return result.Refusal is { } refusal ? $"{refusal.Precondition} {refusal.Found} {refusal.Holder}" : JsonSerializer.Serialize(result);
        }
        catch (ArgumentException thrown)
        {
            return thrown.Message;
        }
    }

    /// <summary>A commit, or a trim of what was before an instant.</summary>
    private sealed record Step(DateTimeOffset Time, Commit? Commit, DateTimeOffset Before = default);
}
