using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners.Requests;

namespace MoCluster.Grains.Listeners;

/// <content>The calls that change the queue, or look at it.</content>
public sealed partial class ListenerGroupGrain
{
    /// <inheritdoc />
    public async Task<Outcome<int>> AcknowledgeAsync(Actor actor, ImmutableArray<string> tokens)
    {
        if (tokens.Length > options.MaxTokens)
            return TooMany(tokens.Length);
        if (Parse(tokens) is not { } parsed)
            return EventToken.Unparsable;
        parsed.RemoveAll(token => !IsOfGroup(token));
        if (parsed.Count == 0)
            return 0;
        if (await BeginAsync(parsed) is { } refusal)
            return refusal.Code == RefusalCode.NotFound ? 0 : refusal;
        if (_end is not null)
            return _end;
        parsed.RemoveAll(token => Check(actor, token.Listener) is not null);
        return parsed.Count == 0 ? 0 : await DoAsync(new AcknowledgeRequest(parsed));
    }

    /// <inheritdoc />
    public async Task<Outcome<ImmutableArray<TokenResult>>> UseTokensAsync(Actor actor, ImmutableArray<TokenCommand> commands)
    {
        if (commands.Length > options.MaxTokens)
            return TooMany(commands.Length);
        if (Parse(commands.Select(command => command.Token)) is not { } parsed)
            return EventToken.Unparsable;
        for (var i = 0; i < commands.Length; i++)
        {
            if (EntryRules.Check(commands[i], commands.Length == 1 ? "input" : $"input[{i}]") is { } wrong)
                return wrong;
        }

        var ofGroup = parsed.FindAll(IsOfGroup);
        if (ofGroup.Count == 0)
            return Nothing(commands.Length);
        if (await BeginAsync(ofGroup) is { } refusal)
            return refusal.Code == RefusalCode.NotFound ? Nothing(commands.Length) : refusal;
        var used = parsed.Select((token, i) => (IsOfGroup(token) && Check(actor, token.Listener) is null ? token : null, commands[i]));
        return await DoAsync(new TokenRequest([.. used]));
    }

    /// <inheritdoc />
    public async Task<Outcome<EntryCommandResult>> ChangeEntriesAsync(Actor actor, EntryCommand command)
    {
        if (EntryRules.Check(command) is { } wrong)
            return wrong;
        if (await BeginAsync(command.Listener) is { } refusal)
            return refusal;
        if (Check(actor, command.Listener) is { } refused)
            return refused;
        await ReadForAsync(command);
        return await DoAsync(new EntryRequest(command, options));
    }

    /// <inheritdoc />
    public async Task<Outcome<EntryPage>> ListEntriesAsync(Actor actor, EntryQuery query)
    {
        if (query.Limit < 1 || query.Limit > options.MaxFetch)
            return new Refusal(RefusalCode.InvalidInput, $"The limit is {query.Limit}; it must be from 1 to {options.MaxFetch}.", "limit");
        if (await BeginAsync(query.Listener) is { } refusal)
            return refusal;
        if (Check(actor, query.Listener) is { } refused)
            return refused;
        var request = new ListRequest(query, options);
        if (!_requests.TryAdd(request))
            return Overloaded($"{options.MaxWaiting} looks wait already");
        Pump();
        return await request.Answer;
    }

    private static Outcome<ImmutableArray<TokenResult>> Nothing(int count) =>
        ImmutableArray.CreateRange(Enumerable.Repeat(new TokenResult(Stood: false), count));

    private static List<EventToken>? Parse(IEnumerable<string> texts)
    {
        var tokens = new List<EventToken>();
        foreach (var text in texts)
        {
            if (!EventToken.TryParse(text, out var token))
                return null;
            tokens.Add(token);
        }

        return tokens;
    }

    private Refusal TooMany(int count) => new(
        RefusalCode.InvalidInput, $"{count} tokens are too many; send at most {options.MaxTokens} at once.", "tokens");

    private bool IsOfGroup(EventToken token) => token.Group == _group && token.Incarnation == store.Incarnation;

    /// <summary>Begins for tokens of this group, of which some may be of listeners that were deleted.</summary>
    private async ValueTask<Refusal?> BeginAsync(List<EventToken> tokens)
    {
        Refusal? refusal = null;
        foreach (var listener in tokens.Select(token => token.Listener).Distinct())
        {
            refusal = await BeginAsync(listener);
            if (refusal?.Code != RefusalCode.NotFound)
                break;
        }

        return refusal;
    }

    private async ValueTask<Refusal?> BeginAsync(Guid listener)
    {
        if (_queue?.Find(listener) is null && await StartAsync(listener) is { } refusal)
            return refusal;
        _lastUsed = time.GetTimestamp();
        return null;
    }

    private async Task<Outcome<T>> DoAsync<T>(GroupRequest<T> request)
    {
        if (!_requests.TryAdd(request))
            return Overloaded($"{options.MaxQueuedTokens} tokens wait for their commit already");
        Pump();
        return await request.Answer;
    }
}
