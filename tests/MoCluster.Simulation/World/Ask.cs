using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;

namespace MoCluster.Simulation.World;

/// <summary>Something that a client asked of a listener's queue, from its call to its answer. The kinds are the nested records.</summary>
/// <param name="Client">Who.</param>
/// <param name="Listener">The listener.</param>
internal abstract record Ask(string Client, Guid Listener)
{
    /// <summary>When it was called, in the order of the history.</summary>
    public required long Invoked { get; init; }

    /// <summary>The store's time then.</summary>
    public required DateTimeOffset InvokedAt { get; init; }

    /// <summary>When the answer came; the largest number there is while there is none, or none that tells.</summary>
    public long Completed { get; set; } = long.MaxValue;

    /// <summary>The store's time then.</summary>
    public DateTimeOffset CompletedAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Whether the answer said that it was done.</summary>
    public bool Confirmed { get; set; }

    /// <summary>Whether it can have been done at a moment.</summary>
    public bool MayHappenAt(long moment) => Invoked < moment && moment < Completed;

    /// <summary>Something done with a token.</summary>
    /// <param name="Client">Who.</param>
    /// <param name="Token">The token.</param>
    /// <param name="Verb">What.</param>
    /// <param name="Delay">The delay or length that was asked for.</param>
    public sealed record Use(string Client, EventToken Token, TokenVerb Verb, TimeSpan? Delay) : Ask(Client, Token.Listener);

    /// <summary>A change of entries.</summary>
    /// <param name="Client">Who.</param>
    /// <param name="Command">What is done, and to which.</param>
    public sealed record Change(string Client, EntryCommand Command) : Ask(Client, Command.Listener)
    {
        /// <summary>What was changed, as answered.</summary>
        public ImmutableArray<QueuedEvent> Changed { get; set; } = [];

        /// <summary>Whether it may speak of a subject.</summary>
        public bool Covers(string subject) => Command.Filter.Subjects is not { } subjects || subjects.Contains(subject);
    }

    /// <summary>A look at a queue.</summary>
    /// <param name="Client">Who.</param>
    /// <param name="Query">At what.</param>
    public sealed record List(string Client, EntryQuery Query) : Ask(Client, Query.Listener)
    {
        /// <summary>What was seen.</summary>
        public ImmutableArray<QueuedEvent> Seen { get; set; } = [];
    }

    /// <summary>A move to another position.</summary>
    /// <param name="Client">Who.</param>
    /// <param name="Command">Where to.</param>
    public sealed record Move(string Client, PositionCommand Command) : Ask(Client, Command.Listener)
    {
        /// <summary>The first number that comes from then on, as answered.</summary>
        public long First { get; set; }
    }

    /// <summary>A pause.</summary>
    /// <param name="Client">Who.</param>
    /// <param name="Listener">The listener.</param>
    public sealed record Pause(string Client, Guid Listener) : Ask(Client, Listener);

    /// <summary>The end of pauses.</summary>
    /// <param name="Client">Who.</param>
    /// <param name="Listener">The listener.</param>
    public sealed record Resume(string Client, Guid Listener) : Ask(Client, Listener);
}
