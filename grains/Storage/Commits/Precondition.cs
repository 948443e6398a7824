using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Storage.Commits;

/// <summary>What must hold for a commit to become true. The nested records are all the kinds.</summary>
public abstract record Precondition
{
    private Precondition()
    {
    }

    /// <summary>The current registration of an object has a number. Implied by a <see cref="RegistrationWrite"/>.</summary>
    /// <param name="Object">The object.</param>
    /// <param name="Number">The number; 0 if the object must not exist.</param>
    public sealed record ObjectAt(ObjectKey Object, long Number) : Precondition;

    /// <summary>
    /// An object is active throughout an interval, after the registrations of this commit. Implied by a <see cref="RegistrationWrite"/> for every reference
    /// that it adds or lengthens.
    /// </summary>
    /// <param name="Object">The object.</param>
    /// <param name="Interval">The interval.</param>
    public sealed record ActiveThroughout(ObjectKey Object, Validity Interval) : Precondition;

    /// <summary>
    /// No other object refers to an object within intervals, after the registrations of this commit. Implied by a <see cref="RegistrationWrite"/> for the
    /// intervals in which it makes its object inactive.
    /// </summary>
    /// <param name="Object">The object.</param>
    /// <param name="Intervals">The intervals.</param>
    public sealed record Unreferenced(ObjectKey Object, ImmutableArray<Validity> Intervals) : Precondition;

    /// <summary>
    /// Only given objects of a type refer to an object by one field within intervals, after the registrations of this commit. So a caller that compared the
    /// given objects with each other knows that there are no others.
    /// </summary>
    /// <param name="Object">The object referred to.</param>
    /// <param name="SourceType">The type of the objects whose references count.</param>
    /// <param name="Field">The field whose references count.</param>
    /// <param name="Intervals">The intervals.</param>
    /// <param name="Sources">The objects that may, but need not, refer to it.</param>
    public sealed record ReferencedOnlyBy(
        ObjectKey Object, string SourceType, string Field, ImmutableArray<Validity> Intervals, ImmutableArray<ObjectKey> Sources) : Precondition;

    /// <summary>A unique key is free, or held by the object that takes it. Implied by <see cref="RegistrationWrite.Keys"/>.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Holder">The object that takes it.</param>
    public sealed record KeyFree(UniqueKey Key, ObjectKey Holder) : Precondition;

    /// <summary>A due instant still exists. Implied by <see cref="Commit.Struck"/>.</summary>
    /// <param name="Due">The due instant.</param>
    public sealed record DueStands(DueInstant Due) : Precondition;

    /// <summary>A listener group is at an epoch. Implied by a <see cref="GroupWrite"/>.</summary>
    /// <param name="Group">The group.</param>
    /// <param name="Epoch">The epoch.</param>
    public sealed record GroupAt(Guid Group, long Epoch) : Precondition;

    /// <summary>No result is kept under an idempotency key. Implied by <see cref="Commit.Results"/>.</summary>
    /// <param name="Key">The key.</param>
    public sealed record ResultFree(IdempotencyKey Key) : Precondition;

    /// <summary>A namespace is at a version.</summary>
    /// <param name="Name">Its canonical name.</param>
    /// <param name="Version">The version; 0 if the namespace must not exist.</param>
    public sealed record NamespaceAt(string Name, long Version) : Precondition;

    /// <summary>
    /// All events of a stream from a number on are still kept. A later trim sees the frontiers that the commit writes.
    /// </summary>
    /// <param name="Stream">The stream.</param>
    /// <param name="From">The first number that must be kept. One above the last number always holds.</param>
    public sealed record EventsKept(StreamKey Stream, long From) : Precondition;

    /// <summary>A listener exists. Implied by a <see cref="GroupWrite"/> for every listener that it names.</summary>
    /// <param name="Listener">The listener.</param>
    public sealed record ListenerExists(Guid Listener) : Precondition;

    /// <summary>No other listener has the same owner, namespace and user key. Implied by <see cref="DefinitionWrite.PutListener"/>.</summary>
    /// <param name="Owner">The owner.</param>
    /// <param name="Namespace">The namespace's canonical name.</param>
    /// <param name="UserKey">The user key.</param>
    public sealed record ListenerKeyFree(Guid Owner, string Namespace, string UserKey) : Precondition;
}
