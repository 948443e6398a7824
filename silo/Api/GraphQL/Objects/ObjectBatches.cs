using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GraphQL;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>Runs mutations of many objects, each on its own and several at a time, so that stores can write their commits in one batch.</summary>
/// <param name="options">Limits the lengths of inputs and the concurrency.</param>
/// <param name="commands">Sends each mutation.</param>
internal sealed class ObjectBatches(ApiOptions options, ObjectCommands commands)
{
    /// <summary>
    /// Creates or updates objects. An item of the result is a response, or the <see cref="GraphQLException"/> of the item.
    /// </summary>
    /// <remarks>In OS2mo's versions all are one commit, unless an object is named twice: then its changes build on each other.</remarks>
    /// <param name="context">The field.</param>
    /// <param name="dialect">The dialect of the caller.</param>
    /// <param name="mutator">The family of mutations.</param>
    /// <param name="kind">The kind of the mutation.</param>
    /// <param name="inputs">The inputs.</param>
    public async ValueTask<IReadOnlyList<object>> MutateAllAsync(
        FieldContext context, Dialect dialect, MutatorDefinition mutator, MutationKind kind, IReadOnlyList<InputObject> inputs)
    {
        if (inputs.Count > options.MaxBatchLength)
            throw Refusals.InvalidInput($"input has {inputs.Count} items; it may have {options.MaxBatchLength} at most.", "input");
        var named = inputs.Select(input => input.Get<Guid?>("uuid")).Where(uuid => uuid is not null).ToArray();
        if (!dialect.IsOwn && inputs.Count > 1 && named.Distinct().Count() == named.Length)
            return await commands.MutateTogetherAsync(context, dialect, mutator, kind, inputs);
        var results = new object[inputs.Count];
        // Inputs for the same object run in their order. An input without a uuid makes an object of its own.
        var chains = Enumerable.Range(0, inputs.Count)
            .GroupBy(index => inputs[index].Get<Guid?>("uuid") is { } uuid ? (object)uuid : index);
        await ForEachAsync(context, chains, async chain =>
        {
            foreach (var index in chain)
                results[index] = await TryMutateAsync(context, dialect, mutator, kind, inputs[index], index);
        });
        return results;
    }

    private async Task<object> TryMutateAsync(
        FieldContext context, Dialect dialect, MutatorDefinition mutator, MutationKind kind, InputObject input, int index)
    {
        try
        {
            return await commands.MutateAsync(context, dialect, mutator, kind, input, index);
        }
        catch (RefusedException refused) when (refused.Refusal.Path is { } path)
        {
            return Refusals.ToException(refused.Refusal with { Path = InputPaths.OfItem(path, index) });
        }
        catch (GraphQLException refused)
        {
            return refused;
        }
    }

    private Task ForEachAsync<T>(FieldContext context, IEnumerable<T> items, Func<T, Task> body) => Parallel.ForEachAsync(
        items,
        new ParallelOptions { MaxDegreeOfParallelism = options.BatchConcurrency, CancellationToken = context.CancellationToken },
        async (item, _) => await body(item));
}
