using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Grains.Hooks.Catalogue;

/// <summary>A hook of the file.</summary>
internal sealed record HookEntry(
    string Name,
    HookKind Kind,
    HookPhase Phase,
    string Description,
    ImmutableArray<HookArgumentEntry> Arguments,
    HookResultEntry? Result = null,
    HookDecision Decision = HookDecision.None)
{
    public HookDefinition ToDefinition(string space) => new()
    {
        Namespace = space,
        Name = Name,
        Kind = Kind,
        Phase = Phase,
        Description = Description,
        Arguments = [.. Arguments.Select(argument => argument.ToArgument())],
        Result = Result is { } result
            ? new HookResult { Kind = result.Type, Keys = result.Keys.IsDefault ? [] : result.Keys, Items = result.Items.IsDefault ? [] : result.Items, MayHaveMore = result.More }
            : HookResult.None,
        Decision = Decision,
    };
}
