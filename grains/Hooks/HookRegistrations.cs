using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Grains.Hooks.Catalogue;

namespace MoCluster.Grains.Hooks;

/// <summary>
/// What is declared and registered in a cluster, and which extensions are off. Immutable: each change makes another, whose version is higher if anything
/// changed (docs/hooks.md §1 has the operations, §3 where they differ from Modoboa's).
/// </summary>
internal sealed record HookRegistrations
{
    /// <summary>Nothing but the built-in hooks.</summary>
    public static HookRegistrations None { get; } = new();

    /// <summary>Goes up by one with each change.</summary>
    public long Version { get; init; }

    /// <summary>The hooks that were declared, without the built-in ones, by namespace and name.</summary>
    public ImmutableSortedDictionary<(string Namespace, string Name), HookDefinition> Declared { get; init; } =
        ImmutableSortedDictionary<(string, string), HookDefinition>.Empty.WithComparers(Ordinal.Comparer);

    /// <summary>The callbacks, in the order of their registration.</summary>
    public ImmutableArray<HookSubscription> Subscriptions { get; init; } = [];

    /// <summary>The hooks that ever had a callback: raising one of the others answers that nobody was ever there.</summary>
    public ImmutableHashSet<(string Namespace, string Name)> Used { get; init; } = [];

    /// <summary>The extensions that are switched off.</summary>
    public ImmutableSortedSet<string> Disabled { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The number of the last registration.</summary>
    public long LastSequence { get; init; }

    /// <summary>Finds a declared hook; null if there is none.</summary>
    public HookDefinition? Find(string space, string name) =>
        HookCatalogue.ByName.GetValueOrDefault((space, name)) ?? Declared.GetValueOrDefault((space, name));

    /// <summary>Declares a hook. The same declaration again changes nothing; another one of the same name is refused.</summary>
    public Outcome<HookRegistrations> Declare(HookDefinition hook)
    {
        if (HookRules.Find(hook) is { } wrong)
            return wrong;
        if (Find(hook.Namespace, hook.Name) is not { } known)
            return Changed(this with { Declared = Declared.Add((hook.Namespace, hook.Name), hook) });
        return HookRules.AreSame(known, hook)
            ? this
            : new Refusal(RefusalCode.Conflict, $"{hook.Namespace}/{hook.Name} is declared already, and differently. Declare it as it is, or under another name.", "name");
    }

    /// <summary>
    /// Registers a callback. The hook need not be declared: the callback then waits for that. Where the hook has a callback of that name, nothing changes: the
    /// first registration wins.
    /// </summary>
    public Outcome<HookRegistrations> Register(HookSubscription subscription)
    {
        if (HookRules.Find(subscription) is { } wrong)
            return wrong;
        if (Subscriptions.Any(other => other.Namespace == subscription.Namespace && other.Hook == subscription.Hook && other.Callback == subscription.Callback))
            return this;
        return Changed(this with
        {
            Subscriptions = Subscriptions.Add(subscription with { Sequence = LastSequence + 1 }),
            Used = Used.Add((subscription.Namespace, subscription.Hook)),
            LastSequence = LastSequence + 1,
        });
    }

    /// <summary>Removes a callback by its name. It is no error if there is none.</summary>
    /// <returns>The registrations, and whether the hook is declared and ever had a callback: Modoboa's answer.</returns>
    public (HookRegistrations Registrations, bool WasKnown) Unregister(string space, string hook, string callback)
    {
        if (Find(space, hook) is null || !Used.Contains((space, hook)))
            return (this, false);
        return (Without(one => one.Namespace == space && one.Hook == hook && one.Callback == callback), true);
    }

    /// <summary>Removes the callbacks of an extension, whose name must be the owner's exactly.</summary>
    /// <returns>The registrations, and how many callbacks were removed.</returns>
    public (HookRegistrations Registrations, int Removed) UnregisterExtension(string owner)
    {
        var without = Without(one => one.Owner == owner);
        return (without, Subscriptions.Length - without.Subscriptions.Length);
    }

    /// <summary>Switches an extension on or off. The callbacks of one that is off are skipped, and stay registered.</summary>
    public HookRegistrations Switch(string extension, bool isOn)
    {
        var disabled = isOn ? Disabled.Remove(extension) : Disabled.Add(extension);
        return disabled == Disabled ? this : Changed(this with { Disabled = disabled });
    }

    /// <summary>The callbacks of a hook that a raise calls, in their order: ascending by order, then as they were registered.</summary>
    public ImmutableArray<HookSubscription> LiveAt(string space, string hook) =>
    [
        .. Subscriptions
            .Where(one => one.Namespace == space && one.Hook == hook && (one.Owner is null || !Disabled.Contains(one.Owner)))
            .OrderBy(one => one.Order).ThenBy(one => one.Sequence),
    ];

    private HookRegistrations Without(Func<HookSubscription, bool> removed)
    {
        var kept = Subscriptions.Where(one => !removed(one)).ToImmutableArray();
        return kept.Length == Subscriptions.Length ? this : Changed(this with { Subscriptions = kept });
    }

    private static HookRegistrations Changed(HookRegistrations registrations) => registrations with { Version = registrations.Version + 1 };

    /// <summary>Orders hooks by namespace and name, letter by letter.</summary>
    private sealed class Ordinal : IComparer<(string Namespace, string Name)>
    {
        public static Ordinal Comparer { get; } = new();

        public int Compare((string Namespace, string Name) x, (string Namespace, string Name) y) =>
            string.CompareOrdinal(x.Namespace, y.Namespace) is var order and not 0 ? order : string.CompareOrdinal(x.Name, y.Name);
    }
}
