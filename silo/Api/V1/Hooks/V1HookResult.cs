namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>What a callback of a query answers.</summary>
/// <param name="Type">boolean, one_boolean, strings, values, dictionaries, tuples, dictionary, objects or functions.</param>
/// <param name="Keys">For dictionaries: the keys that each must have.</param>
/// <param name="Items">For tuples: the form of each item, string or any.</param>
/// <param name="More">For tuples: whether more items may follow.</param>
internal sealed record V1HookResult(string Type, IReadOnlyList<string>? Keys = null, IReadOnlyList<string>? Items = null, bool More = false);
