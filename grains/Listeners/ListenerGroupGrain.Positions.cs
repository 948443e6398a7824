using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Requests;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Listeners;

/// <content>How a listener is moved to another place of its stream.</content>
public sealed partial class ListenerGroupGrain
{
    /// <inheritdoc />
    public async Task<Outcome<long>> SetPositionAsync(Actor actor, PositionCommand command)
    {
        if (await BeginAsync(command.Listener) is { } refusal)
            return refusal;
        if (Check(actor, command.Listener) is { } refused)
            return refused;
        var stream = _queue!.Find(command.Listener)!.Definition.Stream;
        try
        {
            var first = await FirstOfAsync(stream, command);
            if (!first.Succeeded)
                return first;
            var request = new PositionRequest(command.Listener, first.Value);
            if (!_requests.TryAdd(request))
                return Overloaded($"{options.MaxWaiting} changes of position wait already");
            Pump();
            return await request.Answer;
        }
        catch (StoreUnavailableException exception)
        {
            return new Refusal(RefusalCode.Overloaded, exception.Message, Retriable: true);
        }
    }

    /// <summary>The first number that the listener is to get.</summary>
    private async Task<Outcome<long>> FirstOfAsync(StreamKey stream, PositionCommand command)
    {
        var heads = await store.ReadHeadsAsync([stream], CancellationToken.None);
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

    /// <summary>Times never go back within a stream, so the first event that is not before an instant is found by halving.</summary>
    private async Task<long> FirstSinceAsync(StreamKey stream, long first, long last, DateTimeOffset instant)
    {
        var (low, high) = (first, last + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var found = await store.ReadEventsAsync(stream, middle, 1, CancellationToken.None);
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

    /// <summary>Moves the listeners for which that was asked. No turn is under way.</summary>
    private async Task MoveAsync()
    {
        while (_end is null && time.GetTimestamp() >= _pausedUntil && _requests.TakePosition() is { } request)
        {
            if (request.ToCommit(_queue!, identifiers.Next()) is not { } commit)
            {
                request.Refuse(new Refusal(RefusalCode.NotFound, "The listener was deleted.", "input.listener"));
                continue;
            }

            Refusal? refusal;
            try
            {
                refusal = await TryCommitAsync(commit, () => request.Complete(_queue!), () => true);
            }
            catch (Exception exception)
            {
                refusal = EndByFailure(exception);
            }

            if (refusal is not null)
                request.Refuse(refusal);
            ResumeReading();
        }
    }
}
