using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Changes;

/// <summary>Applies a mutation to an object's state (docs/os2mo.md §8.2).</summary>
public static class MutationRules
{
    /// <summary>Applies a mutation.</summary>
    /// <param name="current">The object's state; null when the object does not exist or was deleted.</param>
    /// <param name="draft">The mutation.</param>
    /// <returns>The state afterwards, which equals the current one when the mutation changes nothing; or the refusal.</returns>
    public static Outcome<ObjectState> Apply(ObjectState? current, MutationDraft draft)
    {
        var type = draft.Mutator.Type;
        switch (draft.Kind)
        {
            case MutationKind.Create when current is not null && !draft.Replaces:
                return new Refusal(RefusalCode.Conflict, $"There is a {type} '{draft.Subject:D}' already.", $"{draft.Path}.uuid");
            case MutationKind.Create:
                return Checked(ObjectState.Empty(type).Overlay(draft.Interval, draft.Changes), draft);
            case MutationKind.Delete when current is null:
                return ObjectState.Empty(type);
            case var _ when current is null:
                return new Refusal(type.Codes.NotFound, $"There is no {type} '{draft.Subject:D}'.", $"{draft.Path}.uuid");
            case MutationKind.Edit:
                // An object that is never active has no values to carry on, so it starts again with the defaults.
                var changes = current.IsEmpty ? FieldDefaults.Fill(type, draft.Subject, draft.Changes) : draft.Changes;
                return Checked(current.Overlay(draft.Interval, changes), draft);
            case MutationKind.Terminate:
                return Checked(current.Terminate(draft.Interval), draft);
            case MutationKind.Delete:
                return ObjectState.Empty(type);
            default:
                return current;
        }
    }

    /// <summary>Checks that a state has not too many segments.</summary>
    /// <param name="state">The state.</param>
    /// <param name="draft">The mutation that makes the state.</param>
    /// <returns>The refusal; null when the state is small enough.</returns>
    internal static Refusal? CheckSize(ObjectState state, MutationDraft draft) => state.Segments.Length <= ObjectState.MaxSegments
        ? null
        : new Refusal(ObjectCode.InvalidInput, $"The {draft.Mutator.Type} '{draft.Subject:D}' would have {state.Segments.Length} intervals "
            + $"with different values; it may have at most {ObjectState.MaxSegments}.", draft.Path);

    private static Outcome<ObjectState> Checked(ObjectState state, MutationDraft draft)
    {
        if (CheckSize(state, draft) is { } tooMany)
            return tooMany;
        if (draft.Kind == MutationKind.Terminate)
            return state;
        foreach (var segment in state.Segments)
        {
            if (segment.Interval.Overlaps(draft.Interval) && SegmentRules.Check(draft.Mutator, segment.Values, draft.Path) is { } refusal)
                return refusal;
        }
        return state;
    }
}
