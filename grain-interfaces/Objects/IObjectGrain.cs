namespace MoCluster.GrainInterfaces.Objects;

/// <summary>One MO object; its key is <see cref="ObjectKey.ToString"/>. Mutations of it run one at a time, in order of arrival.</summary>
[Alias("mo.object")]
public interface IObjectGrain : IGrainWithStringKey
{
    /// <summary>
    /// Changes the object by the pipeline of docs/architecture.md §6: validate, run before triggers, commit registration and event together, ring the
    /// doorbell, run after triggers.
    /// </summary>
    /// <param name="mutation">The mutation.</param>
    /// <param name="cancellation">Ends waits, but never a commit.</param>
    /// <returns>The result, or the refusal.</returns>
    /// <exception cref="TimeoutException">The outcome is unknown. Repeating the call with its idempotency key finds out.</exception>
    [Alias("mutate"), ResponseTimeout("00:02:00")]
    Task<Outcome<MutationResult>> MutateAsync(Mutation mutation, CancellationToken cancellation);
}
