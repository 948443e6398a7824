using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects;

/// <summary>Checks everything of a mutation except its request: the chain, sizes, note, priority, target and idempotency key.</summary>
internal static class MutationEnvelope
{
    /// <summary>Checks a mutation before it waits for its turn.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="mutation">The mutation.</param>
    /// <param name="options">The limits.</param>
    /// <returns>The refusal; null when nothing is wrong.</returns>
    public static Refusal? Check(ObjectKey subject, Mutation mutation, ObjectOptions options)
    {
        if (mutation.Chain.Contains(subject))
        {
            return new Refusal(RefusalCode.Conflict, $"{subject} is under mutation already, and a trigger of that mutation may not change "
                + $"it ({string.Join(" → ", mutation.Chain)} → {subject}). Change it after the mutation has ended.");
        }
        if (mutation.Chain.Length >= options.MaxChain)
            return Wrong($"Mutations made by triggers are nested {mutation.Chain.Length} deep; at most {options.MaxChain} are allowed.");
        if (mutation.Request.Length > options.MaxRequestBytes)
            return Wrong($"A request has at most {options.MaxRequestBytes} bytes; this one has {mutation.Request.Length}.");
        if (mutation.Note is { } note && TextBound.Of(options.MaxNoteLength).Check(note, "note", "note") is { } noted)
            return noted;
        if (mutation.Priority < 1)
            return Wrong("priority must be natural", "priority");
        if (mutation.Target is not null && mutation.Kind != MutationKind.Refresh)
            return Wrong("Only a refresh can have a target: the event of a change goes to all listeners.", "target");
        return mutation.Idempotency is { Key: var key } ? NameRules.CheckIdempotencyKey(key) : null;
    }

    private static Refusal Wrong(string message, string? path = null) => new(RefusalCode.InvalidInput, message, path);
}
