using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>Checks that a field has a value only where a class takes one, and lets it go with the class that took it.</summary>
/// <param name="taking">The classes that take one.</param>
internal sealed class PermissionRule(ClassSelection taking)
{
    /// <summary>
    /// Adds to an update to a class which takes no value that the field has none any more, unless the update says what it is to be (as OS2mo
    /// does with a substitute when the type of the association changes). An update that names the class that the object has already, as clients
    /// do that send all fields, takes nothing away: what was so before stays.
    /// </summary>
    /// <param name="draft">A mutation.</param>
    /// <param name="before">Its object's state; null when there was none.</param>
    public MutationDraft Clear(MutationDraft draft, ObjectState? before)
    {
        if (draft.Kind != MutationKind.Edit)
            return draft;
        foreach (var permission in draft.Mutator.Type.Permissions)
        {
            var named = draft.Changes.FirstOrDefault(change => change.Field == permission.By).Value;
            if (named is FieldValue.Uuid { Value: var by } && !taking.Contains(by) && IsNew(permission.By, named, draft.Interval, before) && draft.Changes.All(change => change.Field != permission.Field))
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
                    && segment.Values[permission.By] is FieldValue.Uuid { Value: var by } && !taking.Contains(by))
                {
                    return new Refusal(permission.Code, $"{permission.Message} \"{by:D}\"", change.PathOf(permission.Field.Name));
                }
            }
        }
        return null;
    }

    private static bool IsNew(FieldDefinition field, FieldValue value, Validity interval, ObjectState? before) =>
        before is not null && before.Segments.Any(segment => segment.Interval.Overlaps(interval) && !Equals(segment.Values[field], value));
}
