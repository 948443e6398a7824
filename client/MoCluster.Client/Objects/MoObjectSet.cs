using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>
/// The objects of one type: read, create, update, terminate, delete. A change passes the before triggers of the server, each of which may veto it: then a
/// <see cref="MoException"/> with the code <see cref="MoErrorCode.TriggerRefused"/> says which trigger said what, and nothing was changed.
/// </summary>
/// <typeparam name="TValues">What an object of the type has throughout one validity.</typeparam>
/// <typeparam name="TCreate">A new object.</typeparam>
/// <typeparam name="TUpdate">Values that are laid over a validity.</typeparam>
/// <typeparam name="TFilter">Selects objects of the type.</typeparam>
public sealed class MoObjectSet<TValues, TCreate, TUpdate, TFilter> : MoObjectReader<TValues, TFilter>
    where TValues : ObjectValues
    where TCreate : ObjectCreate
    where TUpdate : ObjectUpdate
    where TFilter : ObjectFilter
{
    private readonly ObjectMutations _mutations;

    internal MoObjectSet(MoTransport transport, ObjectKind<TValues> kind, ObjectMutations mutations)
        : base(transport, kind) => _mutations = mutations;

    /// <summary>Creates an object. A lost answer creates no second one: the call is repeated under the same idempotency id.</summary>
    /// <param name="create">The object.</param>
    /// <param name="options">The idempotency id, and whether triggers run.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>The uuid of the object. It is durable.</returns>
    /// <exception cref="MoException">A rule or a trigger refused, or the server could not be reached in time.</exception>
    public Task<ObjectChange> CreateAsync(TCreate create, ChangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(create);
        return Transport.ChangeAsync($"{_mutations.Name}_create", $"{_mutations.Input}CreateInput", create.Write, options, cancellationToken);
    }

    /// <summary>Lays values over a validity of an object. What the update leaves out stays as it is.</summary>
    /// <param name="update">The values.</param>
    /// <param name="options">The idempotency id, and whether triggers run.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">A rule or a trigger refused, or the server could not be reached in time.</exception>
    public Task<ObjectChange> UpdateAsync(TUpdate update, ChangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return Transport.ChangeAsync($"{_mutations.Name}_update", $"{_mutations.Input}UpdateInput", update.Write, options, cancellationToken);
    }

    /// <summary>Ends an object, or makes a gap in it.</summary>
    /// <param name="termination">Which object, and when.</param>
    /// <param name="options">The idempotency id, and whether triggers run.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">
    /// A rule or a trigger refused, for example because others still refer to the object; or the server could not be reached in time.
    /// </exception>
    public Task<ObjectChange> TerminateAsync(Termination termination, ChangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(termination);
        return Transport.ChangeAsync(
            $"{_mutations.Name}_terminate",
            $"{_mutations.Input}TerminateInput",
            writer =>
            {
                writer.WriteString("uuid", termination.Uuid);
                writer.WriteGiven("from", termination.From);
                writer.WriteString("to", ObjectJson.Text(termination.To));
                if (termination.Vacate)
                    writer.WriteBoolean("vacate", true);
            },
            options,
            cancellationToken);
    }

    /// <summary>Ends an object.</summary>
    /// <param name="uuid">Which object.</param>
    /// <param name="to">The first day on which it is no longer active.</param>
    /// <param name="options">The idempotency id, and whether triggers run.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <inheritdoc cref="TerminateAsync(Termination, ChangeOptions?, CancellationToken)" path="/exception"/>
    public Task<ObjectChange> TerminateAsync(Guid uuid, DateOnly to, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        TerminateAsync(new Termination(uuid, to), options, cancellationToken);

    /// <summary>Withdraws an object altogether. Its history stays.</summary>
    /// <param name="uuid">Which object.</param>
    /// <param name="options">The idempotency id, and whether triggers run.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <inheritdoc cref="TerminateAsync(Termination, ChangeOptions?, CancellationToken)" path="/exception"/>
    public Task<ObjectChange> DeleteAsync(Guid uuid, ChangeOptions? options = null, CancellationToken cancellationToken = default) =>
        Transport.DeleteAsync(_mutations.Delete, uuid, options, cancellationToken);
}
