namespace MoCluster.GrainInterfaces.Objects;

/// <summary>One MO object; its key is <see cref="ObjectKey.ToString"/>. Mutations of it run one at a time, in order of arrival.</summary>
[Alias("mo.object")]
public interface IObjectGrain : IGrainWithStringKey
{
    /// <summary>
    /// Runs the pipeline of DESIGN.md §6: validate, before triggers, commit of registration and event together, doorbell, after triggers.
    /// </summary>
    /// <param name="mutation">What is to be done.</param>
    /// <param name="cancellation">Reaches waits, never a commit.</param>
    /// <returns>The result, or why nothing was changed.</returns>
    /// <exception cref="TimeoutException">The outcome is unknown; an idempotency key finds out.</exception>
    [Alias("mutate"), ResponseTimeout("00:02:00")]
    Task<Outcome<MutationResult>> MutateAsync(Mutation mutation, CancellationToken cancellation);
}
