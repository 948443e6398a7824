using MoCluster.Client;

namespace MoCluster.Cli.Objects;

/// <summary>Reads objects of one type, for verbs that take the type as an argument.</summary>
internal abstract class ObjectAccess
{
    /// <summary>The names of the values of the type, in the order of its declaration.</summary>
    public abstract IReadOnlyList<ValueName> Names { get; }

    /// <summary>Reads the values of an object in a time, one item for each validity.</summary>
    /// <param name="mo">The client.</param>
    /// <param name="uuid">The object.</param>
    /// <param name="time">The time, and what was known when.</param>
    /// <param name="cancellation">Ends the call.</param>
    public abstract Task<IReadOnlyList<ObjectValues>> GetAsync(MoClient mo, Guid uuid, ObjectTime time, CancellationToken cancellation);

    /// <summary>Finds objects, one item for each validity.</summary>
    /// <param name="mo">The client.</param>
    /// <param name="userKeys">Those with one of these user keys; all when null.</param>
    /// <param name="time">The time, and what was known when.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public abstract IAsyncEnumerable<ObjectValues> FindAsync(MoClient mo, IReadOnlyList<string>? userKeys, ObjectTime time, CancellationToken cancellation);

    /// <summary>Reads all that was ever known of an object.</summary>
    /// <param name="mo">The client.</param>
    /// <param name="uuid">The object.</param>
    /// <param name="cancellation">Ends the call.</param>
    public abstract Task<IReadOnlyList<Registration<ObjectValues>>> GetHistoryAsync(MoClient mo, Guid uuid, CancellationToken cancellation);
}

/// <inheritdoc />
/// <param name="reader">The reader of the type.</param>
internal sealed class ObjectAccess<TValues, TFilter>(Func<MoObjects, MoObjectReader<TValues, TFilter>> reader) : ObjectAccess
    where TValues : ObjectValues
    where TFilter : ObjectFilter, new()
{
    /// <inheritdoc />
    public override IReadOnlyList<ValueName> Names { get; } = ValueName.Of(typeof(TValues));

    /// <inheritdoc />
    public override async Task<IReadOnlyList<ObjectValues>> GetAsync(MoClient mo, Guid uuid, ObjectTime time, CancellationToken cancellation) =>
        await reader(mo.Objects).GetValiditiesAsync(uuid, time.When, time.RegisteredAt, cancellation).ConfigureAwait(false);

    /// <inheritdoc />
    public override IAsyncEnumerable<ObjectValues> FindAsync(MoClient mo, IReadOnlyList<string>? userKeys, ObjectTime time, CancellationToken cancellation) =>
        reader(mo.Objects).FindAsync(new TFilter { UserKeys = userKeys, When = time.When, RegisteredAt = time.RegisteredAt }, cancellation)
            .SelectMany(IEnumerable<ObjectValues> (found) => found.Validities);

    /// <inheritdoc />
    public override async Task<IReadOnlyList<Registration<ObjectValues>>> GetHistoryAsync(MoClient mo, Guid uuid, CancellationToken cancellation) =>
    [
        .. (await reader(mo.Objects).GetHistoryAsync(uuid, cancellation).ConfigureAwait(false))
            .Select(one => new Registration<ObjectValues>(one.Number, one.Operation, one.Start, one.End, one.Actor, one.Note, one.Validities)),
    ];
}
