using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Changes;

/// <summary>What a mutation does to one object: its state before and after, and what follows for references, triggers and events.</summary>
internal sealed class ObjectChange
{
    private ImmutableArray<Reference> _references;
    private ImmutableArray<Reference> _added;
    private ImmutableArray<Validity> _gone;

    /// <summary>Makes a change.</summary>
    public ObjectChange()
    {
    }

    [SetsRequiredMembers]
    private ObjectChange(ObjectChange other, ObjectState after, bool noted, ImmutableArray<byte> request)
    {
        Object = other.Object;
        Draft = other.Draft;
        Request = request;
        Row = other.Row;
        Before = other.Before;
        After = after;
        Noted = noted;
        Given = other.Given;
    }

    /// <summary>The object.</summary>
    public required ObjectKey Object { get; init; }

    /// <summary>The mutation of this object.</summary>
    public required MutationDraft Draft { get; init; }

    /// <summary>The request as triggers see it.</summary>
    public required ImmutableArray<byte> Request { get; init; }

    /// <summary>The registration on which the change builds; null when the object has none.</summary>
    public required ObjectRow? Row { get; init; }

    /// <summary>The state before; null when the object does not exist or was deleted.</summary>
    public required ObjectState? Before { get; init; }

    /// <summary>The state after.</summary>
    public required ObjectState After { get; init; }

    /// <summary>
    /// Whether a registration is made although the state stays the same. When the functions of a person end, the person is registered once
    /// more: it records who did it, and emits an event (docs/os2mo.md §7).
    /// </summary>
    public bool Noted { get; private init; }

    /// <summary>
    /// The registrations that the change brings from elsewhere, the oldest first, with their numbers, times, actors and notes: an import does so. Empty
    /// when the change makes one registration of its own.
    /// </summary>
    public ImmutableArray<RegistrationRow> Given { get; init; } = [];

    /// <summary>Whether a registration is made.</summary>
    public bool Changed => Noted || !Given.IsEmpty || Draft.Kind switch
    {
        MutationKind.Refresh => false,
        MutationKind.Delete => Before is not null,
        _ => !After.Equals(Before),
    };

    /// <summary>The number of the object's latest registration after the change.</summary>
    public long Number => (Row?.Number ?? 0) + (Given.IsEmpty ? Changed ? 1 : 0 : Given.Length);

    /// <summary>The object's type.</summary>
    public TypeDefinition Type => Draft.Mutator.Type;

    /// <summary>When the object was active before and is not afterwards.</summary>
    public ImmutableArray<Validity> Gone => _gone.IsDefault ? _gone = FindGone() : _gone;

    /// <summary>The object's references after the change.</summary>
    public ImmutableArray<Reference> References => _references.IsDefault ? _references = StateReferences.Of(After) : _references;

    /// <summary>The references that are new, or longer than before: their targets must be active throughout.</summary>
    public ImmutableArray<Reference> Added => _added.IsDefault ? _added = FindAdded() : _added;

    /// <summary>The key of the event of this change (docs/architecture.md §5.1). A deletion has the key of the state before it.</summary>
    public string EventKey => LastKnown.EventKey(Object.Uuid);

    private ObjectState LastKnown => After.IsEmpty && Before is not null ? Before : After;

    /// <summary>
    /// The object of a type that this change concerns: the object itself where it is of that type, else the one to which its last segment
    /// refers by a field of that name; null when there is none. Triggers get the person and the org unit.
    /// </summary>
    /// <param name="type">The type, for example <c>person</c>.</param>
    public Guid? Concerned(string type)
    {
        if (Type.Name == type)
            return Object.Uuid;
        return !LastKnown.IsEmpty && Type.FindField(type) is { } field && LastKnown.Segments[^1].Values[field] is FieldValue.Uuid uuid
            ? uuid.Value
            : null;
    }

    /// <summary>The same mutation when it leaves the object's state as it is.</summary>
    /// <param name="noted">Whether a registration is made all the same (<see cref="Noted"/>).</param>
    public ObjectChange Staying(bool noted) => new(this, Before ?? After, noted, Request);

    /// <summary>The same change with another request for triggers.</summary>
    /// <param name="request">The request.</param>
    public ObjectChange Requested(ImmutableArray<byte> request) => new(this, After, Noted, request);

    /// <summary>The path of a field of the request, for refusals.</summary>
    /// <param name="field">The field's name in the state.</param>
    public string PathOf(string field) => $"{Draft.Path}.{Type[field].InputName}";

    private ImmutableArray<Validity> FindGone() => Before is null || !Changed
        ? []
        : Intervals.Except(Before.Presence(), After.Presence());

    private ImmutableArray<Reference> FindAdded()
    {
        if (!Changed)
            return [];
        if (Before is null)
            return References;
        var former = StateReferences.Of(Before);
        return [.. References.Where(reference => !former.Any(old =>
            old.Field == reference.Field && old.Target == reference.Target && old.Interval.Covers(reference.Interval)))];
    }
}
