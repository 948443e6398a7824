using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Listeners;

namespace MoCluster.Simulation.World;

/// <summary>A client's request to a listener's queue, from the call to the answer. The kinds are the nested records.</summary>
/// <param name="Client">The client.</param>
/// <param name="Listener">The listener.</param>
internal abstract record QueueRequest(string Client, Guid Listener)
{
    /// <summary>When it was called, in the order of the history.</summary>
    public long Invoked { get; set; }

    /// <summary>The store's time of the call.</summary>
    public DateTimeOffset InvokedAt { get; set; }

    /// <summary>When the answer came; long.MaxValue while there is no answer, or none that tells the outcome.</summary>
    public long Completed { get; set; } = long.MaxValue;

    /// <summary>The store's time of the answer.</summary>
    public DateTimeOffset CompletedAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Whether the answer said that it was done.</summary>
    public bool Confirmed { get; set; }

    /// <summary>Whether it can have taken effect at a moment.</summary>
    public bool MayHappenAt(long moment) => Invoked < moment && moment < Completed;

    /// <summary>The use of a token.</summary>
    /// <param name="Client">The client.</param>
    /// <param name="Token">The token.</param>
    /// <param name="Verb">The verb.</param>
    /// <param name="Delay">The delay or lease length that was asked for.</param>
    public sealed record Use(string Client, EventToken Token, TokenVerb Verb, TimeSpan? Delay) : QueueRequest(Client, Token.Listener);

    /// <summary>A change of entries.</summary>
    /// <param name="Client">The client.</param>
    /// <param name="Command">The change, and the entries.</param>
    public sealed record Change(string Client, EntryCommand Command) : QueueRequest(Client, Command.Listener)
    {
        /// <summary>The changed entries, according to the answer.</summary>
        public ImmutableArray<QueuedEvent> Changed { get; set; } = [];

        /// <summary>Whether it may concern a subject.</summary>
        public bool Covers(string subject) => Command.Filter.Subjects is not { } subjects || subjects.Contains(subject);
    }

    /// <summary>A listing of a queue.</summary>
    /// <param name="Client">The client.</param>
    /// <param name="Query">The query.</param>
    public sealed record List(string Client, EntryQuery Query) : QueueRequest(Client, Query.Listener)
    {
        /// <summary>The listed entries.</summary>
        public ImmutableArray<QueuedEvent> Seen { get; set; } = [];
    }

    /// <summary>A move to another position.</summary>
    /// <param name="Client">The client.</param>
    /// <param name="Command">The new position.</param>
    public sealed record Move(string Client, PositionCommand Command) : QueueRequest(Client, Command.Listener)
    {
        /// <summary>The first number that comes from then on, according to the answer.</summary>
        public long First { get; set; }
    }

    /// <summary>A pause.</summary>
    /// <param name="Client">The client.</param>
    /// <param name="Listener">The listener.</param>
    public sealed record Pause(string Client, Guid Listener) : QueueRequest(Client, Listener);

    /// <summary>The end of a pause.</summary>
    /// <param name="Client">The client.</param>
    /// <param name="Listener">The listener.</param>
    public sealed record Resume(string Client, Guid Listener) : QueueRequest(Client, Listener);
}
