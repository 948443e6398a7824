using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>Checks that a field has a value only where a class takes one, and lets it go with the class that took it.</summary>
/// <param name="taking">The classes that take one; null when all do.</param>
internal sealed class PermissionRule(ImmutableArray<Guid>? taking)
{
    /// <summary>
    /// Adds to an update that names a class which takes no value that the field has none any more, unless the update says what it is to be
    /// (as OS2mo does with a substitute when the type of the association changes).
    /// </summary>
    /// <param name="draft">A mutation.</param>
    public MutationDraft Clear(MutationDraft draft)
    {
        if (draft.Kind != MutationKind.Edit)
            return draft;
        foreach (var permission in draft.Mutator.Type.Permissions)
        {
            var named = draft.Changes.FirstOrDefault(change => change.Field == permission.By).Value;
            if (named is FieldValue.Uuid { Value: var by } && !Takes(by) && draft.Changes.All(change => change.Field != permission.Field))
                draft = draft with { Changes = draft.Changes.Add(new FieldChange(permission.Field, null)) };
        }
        return draft;
    }

    /// <summary>Checks a change.</summary>
    /// <param name="change">The change.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public Refusal? Check(ObjectChange change)
    {
        foreach (var permission in change.Type.Permissions)
        {
            foreach (var segment in FreshSegments.Of(change, permission.Field, permission.By))
            {
                if (segment.Values[permission.Field] is not null
                    && segment.Values[permission.By] is FieldValue.Uuid { Value: var by } && !Takes(by))
                {
                    return new Refusal(permission.Code, $"{permission.Message} \"{by:D}\"", change.PathOf(permission.Field.Name));
                }
            }
        }
        return null;
    }

    private bool Takes(Guid by) => taking is not { } some || some.Contains(by);
}
