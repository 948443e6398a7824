using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;

namespace MoCluster.Grains.Namespaces;

/// <summary>
/// The definition of a namespace as an activation knows it, and the calls that are decided on it. Every commit names the version on which it
/// was decided, so a second activation does no harm.
/// </summary>
/// <param name="name">The namespace's canonical name.</param>
/// <param name="store">The store.</param>
/// <param name="deactivate">Ends the activation, after a commit whose outcome is unknown.</param>
internal sealed class NamespaceDecisions(string name, IStore store, Action deactivate)
{
    /// <summary>How often a call is decided again when another change came between (docs/architecture.md §6).</summary>
    private const int Runs = 3;

    private NamespaceDefinition? _known;

    /// <summary>Sets the definition that is known from now on; null when the namespace does not exist.</summary>
    /// <param name="definition">The definition.</param>
    public void Know(NamespaceDefinition? definition) => _known = definition;

    /// <summary>Reads the definition from the store.</summary>
    public async Task ReadAsync()
    {
        var found = await store.ReadNamespacesAsync([name], CancellationToken.None);
        _known = found.IsEmpty ? null : found[0];
    }

    /// <summary>
    /// Decides a call on the known definition. Decides it again on the stored definition when a commit was refused, and before a refusal is
    /// returned, since the known definition may be outdated.
    /// </summary>
    /// <typeparam name="T">The type of the call's result.</typeparam>
    /// <param name="decide">Decides the call on a definition, and returns null when its commit was refused.</param>
    public async Task<Outcome<T>> DecideAsync<T>(Func<NamespaceDefinition?, Task<Outcome<T>?>> decide)
    {
        for (var run = 0; run < Runs; run++)
        {
            var fresh = run > 0;
            if (fresh)
                await ReadAsync();
            try
            {
                var outcome = await decide(_known);
                if (outcome is { Succeeded: false } && !fresh)
                {
                    await ReadAsync();
                    outcome = await decide(_known);
                }

                if (outcome is not null)
                    return outcome;
            }
            catch (StoreUnavailableException exception)
            {
                return new Refusal(RefusalCode.Overloaded, exception.Message, Retriable: true);
            }
            catch (CommitOutcomeUnknownException exception)
            {
                deactivate();
                return new Refusal(RefusalCode.Superseded, $"It is not known whether this was done: {exception.Message}", Retriable: true);
            }
        }

        return new Refusal(RefusalCode.Contended, $"Other changes of namespace '{name}' came between {Runs} times. Try again.", Retriable: true);
    }

    /// <summary>
    /// Commits a change of the namespace's listeners, together with the next version of the namespace: so a concurrent deletion of the namespace
    /// is refused.
    /// </summary>
    /// <param name="known">The definition on which the change was decided.</param>
    /// <param name="commit">The change.</param>
    /// <returns>Whether it was committed; false when another change came between.</returns>
    public async Task<bool> TryCommitAsync(NamespaceDefinition known, Commit commit)
    {
        var next = known with { Version = known.Version + 1 };
        var result = await store.CommitAsync(commit with { Definitions = commit.Definitions.Insert(0, new DefinitionWrite.PutNamespace(next)) });
        if (result.Committed)
            _known = next;
        return result.Committed;
    }
}
