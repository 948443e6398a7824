using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Storage.Commits;

/// <summary>What must hold for a commit to become true. The kinds are the nested records, and no others.</summary>
public abstract record Precondition
{
    private Precondition()
    {
    }

    /// <summary>An object's current registration has this number. Implied by a <see cref="RegistrationWrite"/>.</summary>
    /// <param name="Object">The object.</param>
    /// <param name="Number">The number; 0 for an object that does not exist.</param>
    public sealed record ObjectAt(ObjectKey Object, long Number) : Precondition;

    /// <summary>
    /// An object is active throughout an interval, after the registrations of this same commit. Implied, for every reference that a
    /// <see cref="RegistrationWrite"/> adds or lengthens, by that write.
    /// </summary>
    /// <param name="Object">The object.</param>
    /// <param name="Interval">The interval.</param>
    public sealed record ActiveThroughout(ObjectKey Object, Validity Interval) : Precondition;

    /// <summary>
    /// Nobody refers to an object within intervals, after the registrations of this same commit. Implied, wherever a
    /// <see cref="RegistrationWrite"/> makes an object inactive, by that write. An object's references to itself do not count.
    /// </summary>
    /// <param name="Object">The object.</param>
    /// <param name="Intervals">The intervals.</param>
    public sealed record Unreferenced(ObjectKey Object, ImmutableArray<Validity> Intervals) : Precondition;

    /// <summary>
    /// Of the objects of one type, only given ones refer to an object by one field within intervals, after the registrations of this same
    /// commit. Whoever compared those with each other knows by it that there are no others.
    /// </summary>
    /// <param name="Object">The object referred to.</param>
    /// <param name="SourceType">The type of the objects that refer to it; references from objects of other types do not count.</param>
    /// <param name="Field">The field by which they refer; references by other fields do not count.</param>
    /// <param name="Intervals">The intervals.</param>
    /// <param name="Sources">The objects that may refer to it so; that they do is not demanded.</param>
    public sealed record ReferencedOnlyBy(
        ObjectKey Object, string SourceType, string Field, ImmutableArray<Validity> Intervals, ImmutableArray<ObjectKey> Sources) : Precondition;

    /// <summary>A key is free, or held by the object that takes it. Implied by <see cref="RegistrationWrite.Keys"/>.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Holder">The object that takes it.</param>
    public sealed record KeyFree(UniqueKey Key, ObjectKey Holder) : Precondition;

    /// <summary>A due instant stands. Implied by <see cref="Commit.Struck"/>.</summary>
    /// <param name="Due">The due instant.</param>
    public sealed record DueStands(DueInstant Due) : Precondition;

    /// <summary>A group is at an epoch. Implied by a <see cref="GroupWrite"/>.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Epoch">The epoch.</param>
    public sealed record GroupAt(Guid Group, long Epoch) : Precondition;

    /// <summary>Nothing is kept under an idempotency key. Implied by <see cref="Commit.Results"/>.</summary>
    /// <param name="Key">The key.</param>
    public sealed record ResultFree(IdempotencyKey Key) : Precondition;

    /// <summary>A namespace is at a version.</summary>
    /// <param name="Name">Its canonical name.</param>
    /// <param name="Version">The version; 0 for one that does not exist.</param>
    public sealed record NamespaceAt(string Name, long Version) : Precondition;

    /// <summary>
    /// Every event of a stream is still kept, from one number on. The trim that comes after it sees the frontiers that the commit wrote.
    /// </summary>
    /// <param name="Stream">The stream.</param>
    /// <param name="From">The first number that must be kept; one above the last holds always.</param>
    public sealed record EventsKept(StreamKey Stream, long From) : Precondition;

    /// <summary>A listener exists. Implied by a <see cref="GroupWrite"/> for every listener that it speaks of.</summary>
    /// <param name="Listener">The listener.</param>
    public sealed record ListenerExists(Guid Listener) : Precondition;

    /// <summary>No other listener has the same owner, namespace and user key. Implied by <see cref="DefinitionWrite.PutListener"/>.</summary>
    /// <param name="Owner">The owner.</param>
    /// <param name="Namespace">The namespace's canonical name.</param>
    /// <param name="UserKey">The user key.</param>
    public sealed record ListenerKeyFree(Guid Owner, string Namespace, string UserKey) : Precondition;
}
