using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Primitives;

namespace MoCluster.Grains.Objects;

/// <summary>Checks what a mutation says beside its request.</summary>
internal static class MutationEnvelope
{
    /// <summary>Checks a mutation before it waits for its turn.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="mutation">The mutation.</param>
    /// <param name="options">The limits.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public static Refusal? Check(ObjectKey subject, Mutation mutation, ObjectOptions options)
    {
        if (mutation.Chain.Contains(subject))
        {
            return new Refusal(RefusalCode.Conflict, $"{subject} is under mutation already, and a trigger of that mutation may not change "
                + $"it ({string.Join(" → ", mutation.Chain)} → {subject}). Change it after the mutation has ended.");
        }
        if (mutation.Chain.Length >= options.MaxChain)
            return Wrong($"Mutations made by triggers nest {mutation.Chain.Length} deep; {options.MaxChain} is the most.");
        if (mutation.Request.Length > options.MaxRequestBytes)
            return Wrong($"The request has {mutation.Request.Length} bytes, {options.MaxRequestBytes} are the most.");
        if (mutation.Note is { } note && TextBound.Of(options.MaxNoteLength).Check(note, "note", "note") is { } noted)
            return noted;
        if (mutation.Priority < 1)
            return Wrong("priority must be natural", "priority");
        if (mutation.Target is not null && mutation.Kind != MutationKind.Refresh)
            return Wrong("Only a refresh can speak to one listener or owner alone: a change concerns everybody.", "target");
        return mutation.Idempotency is { Key: var key } ? NameRules.CheckIdempotencyKey(key) : null;
    }

    private static Refusal Wrong(string message, string? path = null) => new(RefusalCode.InvalidInput, message, path);
}
