using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Requests;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Changes;

/// <summary>What a mutation makes of one object.</summary>
internal sealed class ObjectChange
{
    private ImmutableArray<Reference> _references;
    private ImmutableArray<Reference> _added;
    private ImmutableArray<Validity> _gone;

    /// <summary>The object.</summary>
    public required ObjectKey Object { get; init; }

    /// <summary>The mutation of it.</summary>
    public required MutationDraft Draft { get; init; }

    /// <summary>The request as triggers see it.</summary>
    public required ImmutableArray<byte> Request { get; init; }

    /// <summary>The registration that it builds on; null for none.</summary>
    public required ObjectRow? Row { get; init; }

    /// <summary>The state before; null when there is no object, or when it was deleted.</summary>
    public required ObjectState? Before { get; init; }

    /// <summary>The state after.</summary>
    public required ObjectState After { get; init; }

    /// <summary>
    /// Whether a registration is made although the state stays as it is: that of a person whose functions ended, which tells who did
    /// it, and emits an event (os2mo.md §3.1).
    /// </summary>
    public bool Noted { get; init; }

    /// <summary>Whether a registration is made.</summary>
    public bool Changed => Noted || Draft.Kind switch
    {
        MutationKind.Refresh => false,
        MutationKind.Delete => Before is not null,
        _ => !After.Equals(Before),
    };

    /// <summary>The number of the object's registration afterwards.</summary>
    public long Number => (Row?.Number ?? 0) + (Changed ? 1 : 0);

    /// <summary>The object's type.</summary>
    public TypeDefinition Type => Draft.Mutator.Type;

    /// <summary>Where the object was active and is no longer.</summary>
    public ImmutableArray<Validity> Gone => _gone.IsDefault ? _gone = FindGone() : _gone;

    /// <summary>To whom the object refers afterwards, and when.</summary>
    public ImmutableArray<Reference> References => _references.IsDefault ? _references = Derivation.References(After) : _references;

    /// <summary>The references that are new or longer than before: their targets must be active throughout.</summary>
    public ImmutableArray<Reference> Added => _added.IsDefault ? _added = FindAdded() : _added;

    /// <summary>The same mutation, where it leaves the object as it is.</summary>
    /// <param name="noted">Whether a registration is made all the same (<see cref="Noted"/>).</param>
    public ObjectChange Staying(bool noted) => new()
    {
        Object = Object,
        Draft = Draft,
        Request = Request,
        Row = Row,
        Before = Before,
        After = Before ?? After,
        Noted = noted,
    };

    private ImmutableArray<Validity> FindGone() => Before is null || !Changed
        ? []
        : Intervals.Except(Derivation.Presence(Before), Derivation.Presence(After));

    private ImmutableArray<Reference> FindAdded()
    {
        if (!Changed)
            return [];
        if (Before is null)
            return References;
        var former = Derivation.References(Before);
        return [.. References.Where(reference => !former.Any(old =>
            old.Field == reference.Field && old.Target == reference.Target && old.Interval.Covers(reference.Interval)))];
    }

    /// <summary>The path of a field of the request, for refusals.</summary>
    /// <param name="field">The field's name in the state.</param>
    public string PathOf(string field) => $"{Draft.Path}.{Type[field].InputName}";
}
