using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue.Rules;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>
/// Checks that a field has a value only where a class permits one (<see cref="PermissionDefinition"/>), and clears the field when the object
/// gets another class.
/// </summary>
/// <param name="permitting">The classes that permit a value.</param>
internal sealed class PermissionRule(ClassSelection permitting)
{
    /// <summary>
    /// Clears the field in an update that gives the object a class which permits no value, unless the update sets the field itself. OS2mo does so
    /// with the substitute when the type of an association changes. An update that names the class that the object has already clears nothing:
    /// clients that send all fields do that.
    /// </summary>
    /// <param name="draft">The mutation.</param>
    /// <param name="before">The object's state; null when the object does not exist.</param>
    public MutationDraft Clear(MutationDraft draft, ObjectState? before)
    {
        if (draft.Kind != MutationKind.Edit)
            return draft;
        foreach (var permission in draft.Mutator.Type.Permissions)
        {
            var named = draft.Changes.FirstOrDefault(change => change.Field == permission.By).Value;
            if (named is FieldValue.Uuid { Value: var by } && !permitting.Contains(by)
                && IsNew(permission.By, named, draft.Interval, before)
                && draft.Changes.All(change => change.Field != permission.Field))
            {
                draft = draft with { Changes = draft.Changes.Add(new FieldChange(permission.Field, null)) };
            }
        }
        return draft;
    }

    /// <summary>Checks a change.</summary>
    /// <param name="change">The change.</param>
    /// <returns>The refusal; null when nothing is wrong.</returns>
    public Refusal? Check(ObjectChange change)
    {
        foreach (var permission in change.Type.Permissions)
        {
            foreach (var segment in FreshSegments.Of(change, permission.Field, permission.By))
            {
                if (segment.Values[permission.Field] is not null
                    && segment.Values[permission.By] is FieldValue.Uuid { Value: var by } && !permitting.Contains(by))
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
