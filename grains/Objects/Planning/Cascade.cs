using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Catalogue.Rules;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Planning;

/// <summary>
/// Works out what happens to other objects when an object of a type with <see cref="EndPolicy.Cascade"/> is terminated: the objects that
/// belong to it end, and objects that refer to those drop the reference. Reads nothing; the caller hands in the objects and references.
/// </summary>
/// <param name="lead">The termination.</param>
/// <param name="request">The termination's request.</param>
/// <param name="targets">The types to which other objects can refer.</param>
internal sealed class Cascade(ObjectChange lead, JsonElement request, IReadOnlySet<string> targets)
{
    private readonly SortedDictionary<ObjectKey, LedObject> _led = [];

    /// <summary>The number of objects that take part.</summary>
    public int Count => _led.Count;

    /// <summary>Whether an object takes part.</summary>
    /// <param name="key">The object.</param>
    public bool Holds(ObjectKey key) => _led.ContainsKey(key);

    /// <summary>
    /// Ends an object that belongs to the lead, or leaves it vacant where its type allows that and the termination asks for it. Intervals in
    /// which it belongs to another object stay, such as those of a post that has a successor already.
    /// </summary>
    /// <param name="key">The object.</param>
    /// <param name="state">The object's state.</param>
    public void EndOwn(ObjectKey key, ObjectState state)
    {
        var field = state.Type[lead.Type.Name];
        var vacate = lead.Draft.Vacate && state.Type.VacatedField == field;
        ImmutableArray<FieldChange> vacant = [new FieldChange(field, null)];
        var led = Find(key, state);
        led.Vacated |= vacate;
        led.Ended |= !vacate;
        led.After = led.After.Rewrite(lead.Draft.Interval, values =>
            !Without(values, field, lead.Object.Uuid, out _) ? values : vacate ? values.With(vacant) : null);
    }

    /// <summary>
    /// Drops an object's reference to one that ends: clears the field, or takes the uuid out of its list. Where the object cannot exist
    /// without the reference, as a role binding cannot without its IT user, the object ends there.
    /// </summary>
    /// <param name="row">The reference, as the store has it.</param>
    /// <param name="state">The state of the object that refers.</param>
    /// <param name="gone">The intervals in which the target ends.</param>
    public void Release(ReferenceRow row, ObjectState state, ImmutableArray<Validity> gone)
    {
        var field = state.Type[row.Reference.Field];
        var led = Find(row.Source, state);
        foreach (var interval in gone)
        {
            led.After = led.After.Rewrite(interval, values =>
            {
                if (!Without(values, field, row.Reference.Target.Uuid, out var rest))
                    return values;
                var left = values.With([new FieldChange(field, rest)]);
                // A rule that was broken before is no reason to end the object now.
                if (SegmentRules.Check(led.Mutator, left, lead.Draft.Path) is not null
                    && SegmentRules.Check(led.Mutator, values, lead.Draft.Path) is null)
                {
                    led.Ended = true;
                    return null;
                }
                led.Cleared[field] = rest;
                return left;
            });
        }
    }

    /// <summary>
    /// Finds the objects that ended since the last call, and when they ended. Only objects to which others can refer are looked at.
    /// </summary>
    public Dictionary<ObjectKey, ImmutableArray<Validity>> TakeGone()
    {
        var gone = new Dictionary<ObjectKey, ImmutableArray<Validity>>();
        foreach (var (key, led) in _led.Where(item => targets.Contains(item.Key.Type)))
        {
            var presence = led.After.Presence();
            var ended = Intervals.Except(led.Present, presence);
            led.Present = presence;
            if (!ended.IsEmpty)
                gone.Add(key, ended);
        }
        return gone;
    }

    /// <summary>The changes in ascending order of type and uuid, without those that change nothing.</summary>
    /// <param name="reads">What the run has read.</param>
    public Outcome<ImmutableArray<ObjectChange>> Changes(MutationReads reads)
    {
        var changes = ImmutableArray.CreateBuilder<ObjectChange>();
        foreach (var (key, led) in _led)
        {
            // OS2mo terminates what it vacates (docs/os2mo.md §7), so the triggers of a termination run.
            var kind = led.Ended || led.Vacated ? MutationKind.Terminate : MutationKind.Edit;
            var draft = lead.Draft with { Mutator = led.Mutator, Kind = kind, Subject = key.Uuid, Vacate = led.Vacated, Note = null };
            if (MutationRules.CheckSize(led.After, draft) is { } refusal)
                return refusal;
            var change = new ObjectChange
            {
                Object = key,
                Draft = draft,
                Request = kind == MutationKind.Terminate ? Termination(key, led.Vacated) : Update(key, led),
                Row = reads.Row(key),
                Before = led.Before,
                After = led.After,
            };
            if (change.Changed)
                changes.Add(change);
        }
        return changes.ToImmutable();
    }

    private LedObject Find(ObjectKey key, ObjectState state)
    {
        if (!_led.TryGetValue(key, out var led))
            _led.Add(key, led = new LedObject(state));
        return led;
    }

    /// <summary>Whether a field refers to an object, and the value that is left without that reference.</summary>
    private static bool Without(FieldValues values, FieldDefinition field, Guid target, out FieldValue? rest)
    {
        rest = null;
        switch (values[field])
        {
            case FieldValue.Uuid uuid:
                return uuid.Value == target;
            case FieldValue.Uuids uuids when uuids.Values.Contains(target):
                var others = uuids.Values.Remove(target);
                rest = others.IsEmpty ? null : new FieldValue.Uuids(others);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The request of a termination, as triggers see it.</summary>
    private ImmutableArray<byte> Termination(ObjectKey key, bool vacated)
    {
        var fields = new Dictionary<string, object?> { ["uuid"] = key.Uuid };
        foreach (var (name, end) in Ends())
            fields.Add(name, end);
        if (vacated)
            fields.Add("vacate", true);
        return Write(fields);
    }

    /// <summary>The request of an update, as triggers see it: the references that are left at the end of the interval.</summary>
    private ImmutableArray<byte> Update(ObjectKey key, LedObject led)
    {
        var ends = Ends();
        var validity = ends.ContainsKey("from")
            ? ends
            : new Dictionary<string, JsonElement?> { ["from"] = ends["to"], ["to"] = null };
        var fields = new Dictionary<string, object?> { ["uuid"] = key.Uuid, ["validity"] = validity };
        foreach (var (field, rest) in led.Cleared)
            fields.Add(field.InputName, rest is FieldValue.Uuids uuids ? uuids.Values : field.Kind == FieldKind.References ? Array.Empty<Guid>() : null);
        return Write(fields);
    }

    private Dictionary<string, JsonElement?> Ends() => request.EnumerateObject()
        .Where(property => property.Name is "from" or "to" && property.Value.ValueKind != JsonValueKind.Null)
        .ToDictionary(property => property.Name, property => (JsonElement?)property.Value);

    private static ImmutableArray<byte> Write(Dictionary<string, object?> fields) =>
        ImmutableCollectionsMarshal.AsImmutableArray(JsonSerializer.SerializeToUtf8Bytes(fields));

    /// <summary>An object that takes part, with what happens to it.</summary>
    private sealed class LedObject(ObjectState before)
    {
        public MutatorDefinition Mutator { get; } =
            before.Type.Mutators.FirstOrDefault(mutator => mutator.Terminate) ?? before.Type.Mutators[0];

        public ObjectState Before { get; } = before;

        public ObjectState After { get; set; } = before;

        /// <summary>When the object was active at the last call of <see cref="TakeGone"/>.</summary>
        public ImmutableArray<Validity> Present { get; set; } = before.Presence();

        public bool Ended { get; set; }

        public bool Vacated { get; set; }

        /// <summary>The reference fields that lost a reference, with the references that are left in each.</summary>
        public Dictionary<FieldDefinition, FieldValue?> Cleared { get; } = new(ReferenceEqualityComparer.Instance);
    }
}
