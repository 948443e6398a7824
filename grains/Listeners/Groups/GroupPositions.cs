using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Requests;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>Moves listeners to other positions of their streams.</summary>
/// <param name="activation">The activation.</param>
internal sealed class GroupPositions(GroupActivation activation)
{
    private readonly GroupServices _services = activation.Services;

    /// <summary>Moves a listener.</summary>
    /// <returns>The number of the first event that it gets from now on.</returns>
    public async Task<Outcome<long>> SetAsync(Actor actor, PositionCommand command)
    {
        if (await activation.Start.BeginAsync(command.Listener) is { } refusal)
            return refusal;
        if (activation.Check(actor, command.Listener) is { } refused)
            return refused;
        if (activation.Queue?.Find(command.Listener) is not { Definition.Stream: var stream })
            return GroupRefusals.NoSuchListener(command.Listener, activation.Group);
        try
        {
            var first = await FirstOfAsync(stream, command);
            if (!first.Succeeded)
                return first;
            var request = new PositionRequest(command.Listener, first.Value);
            if (!activation.Requests.TryAdd(request))
                return GroupRefusals.Overloaded($"{_services.Options.MaxWaiting} changes of position wait already");
            activation.Loop.Run();
            return await request.Answer;
        }
        catch (StoreUnavailableException exception)
        {
            return GroupRefusals.StoreUnavailable(exception);
        }
    }

    /// <summary>Commits the moves that wait, each on its own. No turn may be under way.</summary>
    public async Task MoveAsync()
    {
        while (activation.End is null && !activation.Pause.IsOn && activation.Queue is { } queue
            && activation.Requests.TakePosition() is { } request)
        {
            if (request.ToCommit(queue, _services.Identifiers.Next()) is not { } commit)
            {
                request.Refuse(new Refusal(RefusalCode.NotFound, "The listener was deleted.", "input.listener"));
                continue;
            }

            Refusal? refusal;
            try
            {
                refusal = await activation.Loop.TryCommitAsync(commit, () => request.Complete(queue), () => true);
            }
            catch (Exception exception)
            {
                refusal = activation.EndByFailure(exception);
            }

            if (refusal is not null)
                request.Refuse(refusal);
            activation.Reader.Resume();
        }
    }

    /// <summary>The first number that the listener gets.</summary>
    private async Task<Outcome<long>> FirstOfAsync(StreamKey stream, PositionCommand command)
    {
        var heads = await _services.Store.ReadHeadsAsync([stream], CancellationToken.None);
        var (first, last) = heads.IsEmpty ? (1L, 0L) : (heads[0].First, heads[0].Last);
        switch (command)
        {
            case { Kind: PositionKind.Head }:
                return last + 1;
            case { Kind: PositionKind.Beginning }:
                return first;
            case { Kind: PositionKind.Instant, Instant: { } instant }:
                return await FirstSinceAsync(stream, first, last, instant);
            case { Kind: PositionKind.Number, Number: { } number }:
                return number >= first && number <= last + 1 ? number : NoSuchPosition(number, first, last);
            default:
                return new Refusal(RefusalCode.InvalidInput, "A position is the head, the beginning, a number or an instant.", "input");
        }
    }

    /// <summary>Finds the first event that is not before an instant, by binary search: times never decrease within a stream.</summary>
    private async Task<long> FirstSinceAsync(StreamKey stream, long first, long last, DateTimeOffset instant)
    {
        var (low, high) = (first, last + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var found = await _services.Store.ReadEventsAsync(stream, middle, 1, CancellationToken.None);
            if (found.IsEmpty || found[0].Time >= instant)
                high = middle;
            else
                low = found[0].Number + 1;
        }

        return low;
    }

    private static Refusal NoSuchPosition(long number, long first, long last) => new(
        RefusalCode.InvalidInput,
        $"The position {number} is not in the log; it is from {first}, the first number that is kept, to {last + 1}, the next one.",
        "input.number");
}
