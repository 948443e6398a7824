using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Changes;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Planning;

/// <summary>
/// Works out what becomes of other objects when one is terminated whose type takes its own along (<see cref="EndPolicy.Cascade"/>):
/// its own end, and who refers to those lets go of them. Reads nothing; what refers to what is handed to it.
/// </summary>
/// <param name="lead">The termination.</param>
/// <param name="targets">The types to which others can refer.</param>
internal sealed class Cascade(ObjectChange lead, IReadOnlySet<string> targets)
{
    private readonly SortedDictionary<ObjectKey, Led> _led = [];

    /// <summary>How many objects take part.</summary>
    public int Count => _led.Count;

    /// <summary>Whether an object takes part.</summary>
    /// <param name="key">The object.</param>
    public bool Holds(ObjectKey key) => _led.ContainsKey(key);

    /// <summary>
    /// Ends an object that is the lead's own, or leaves it vacant where it can be and the termination says so. Stretches of time in
    /// which it is somebody else's stay, such as those of a post that has a successor already.
    /// </summary>
    /// <param name="key">The object.</param>
    /// <param name="state">Its state.</param>
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
    /// Lets an object go of one that ends: the reference is taken away, or taken out of its list. Where the object cannot be without
    /// it, as a role binding without its IT user, it ends there.
    /// </summary>
    /// <param name="row">The reference, as the store has it.</param>
    /// <param name="state">The state of the object that refers.</param>
    /// <param name="gone">Where its target ends.</param>
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
                // What broke a rule before is no reason to end it now.
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

    /// <summary>Finds where objects ended since it was asked last, of those to which others can refer.</summary>
    public Dictionary<ObjectKey, ImmutableArray<Validity>> TakeGone()
    {
        var gone = new Dictionary<ObjectKey, ImmutableArray<Validity>>();
        foreach (var (key, led) in _led.Where(item => targets.Contains(item.Key.Type)))
        {
            var presence = Derivation.Presence(led.After);
            var ended = Intervals.Except(led.Present, presence);
            led.Present = presence;
            if (!ended.IsEmpty)
                gone.Add(key, ended);
        }
        return gone;
    }

    /// <summary>The changes, in ascending order of type and uuid; those that change nothing are left out.</summary>
    /// <param name="reads">By which the objects were read.</param>
    public Outcome<ImmutableArray<ObjectChange>> Changes(MutationReads reads)
    {
        var changes = ImmutableArray.CreateBuilder<ObjectChange>();
        foreach (var (key, led) in _led)
        {
            // OS2mo terminates what it vacates (os2mo.md §3.1), so that its triggers are those of a termination.
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

    private Led Find(ObjectKey key, ObjectState state)
    {
        if (!_led.TryGetValue(key, out var led))
            _led.Add(key, led = new Led(state));
        return led;
    }

    /// <summary>Whether a field refers to an object, and what it holds without it.</summary>
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

    /// <summary>The request of an update, as triggers see it: with the references that are left at the end of the interval.</summary>
    private ImmutableArray<byte> Update(ObjectKey key, Led led)
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

    private Dictionary<string, JsonElement?> Ends()
    {
        using var json = JsonDocument.Parse(lead.Request.AsMemory());
        return json.RootElement.EnumerateObject()
            .Where(property => property.Name is "from" or "to" && property.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(property => property.Name, property => (JsonElement?)property.Value.Clone());
    }

    private static ImmutableArray<byte> Write(Dictionary<string, object?> fields) =>
        ImmutableCollectionsMarshal.AsImmutableArray(JsonSerializer.SerializeToUtf8Bytes(fields));

    /// <summary>What becomes of one object.</summary>
    private sealed class Led(ObjectState before)
    {
        public MutatorDefinition Mutator { get; } =
            before.Type.Mutators.FirstOrDefault(mutator => mutator.Terminate) ?? before.Type.Mutators[0];

        public ObjectState Before { get; } = before;

        public ObjectState After { get; set; } = before;

        /// <summary>Where it was active when that was looked at last.</summary>
        public ImmutableArray<Validity> Present { get; set; } = Derivation.Presence(before);

        public bool Ended { get; set; }

        public bool Vacated { get; set; }

        /// <summary>What references hold that were taken away.</summary>
        public Dictionary<FieldDefinition, FieldValue?> Cleared { get; } = new(ReferenceEqualityComparer.Instance);
    }
}
