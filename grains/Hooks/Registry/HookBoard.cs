using System.Collections.Frozen;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Grains.Hooks.Catalogue;
using MoCluster.Grains.Registries;
using MoCluster.Grains.Triggers;

namespace MoCluster.Grains.Hooks.Registry;

/// <summary>What this silo knows of hooks: it follows the cluster's registry. <see cref="Copy"/> says whether it still knows.</summary>
/// <param name="copy">Is prolonged whenever the registry answers.</param>
public sealed class HookBoard(RegistryCopy copy)
{
    private volatile Known _known = new(RegisteredHooks.None, FrozenDictionary<HookName, ImmutableArray<HookCallback>>.Empty, FrozenDictionary<long, TriggerUse>.Empty);

    /// <summary>Says whether the silo knows what is registered.</summary>
    public RegistryCopy Copy => copy;

    /// <summary>The version that the silo knows.</summary>
    public RegisteredHooks Registered => _known.Registered;

    /// <summary>Takes over what the registry has. Callbacks that stay keep their counts.</summary>
    /// <param name="registered">What is registered.</param>
    public void Follow(RegisteredHooks registered)
    {
        var former = _known.Uses;
        var uses = registered.Subscriptions.ToFrozenDictionary(one => one.Sequence, one => former.GetValueOrDefault(one.Sequence) ?? new TriggerUse());
        var live = registered.Subscriptions.Select(NameOf).Distinct().ToFrozenDictionary(
            name => name, name => registered.LiveAt(name).Select(one => new HookCallback(one, uses[one.Sequence])).ToImmutableArray());
        _known = new Known(registered, live, uses);
    }

    /// <summary>Finds a declared hook; null if there is none.</summary>
    /// <param name="name">The hook.</param>
    public HookDefinition? Find(HookName name) => _known.Registered.Find(name);

    /// <summary>All declared hooks: the built-in ones first.</summary>
    public IEnumerable<HookDefinition> List() => HookCatalogue.BuiltIn.Concat(_known.Registered.Declared);

    /// <summary>The callbacks that a raise calls, in their order.</summary>
    /// <param name="name">The hook.</param>
    public ImmutableArray<HookCallback> LiveAt(HookName name) => _known.Live.GetValueOrDefault(name) is { IsDefault: false } live ? live : [];

    /// <summary>The calls of a callback on this silo, whether its extension is on or not.</summary>
    /// <param name="subscription">The callback.</param>
    public TriggerUse UseOf(HookSubscription subscription) => _known.Uses.GetValueOrDefault(subscription.Sequence) ?? new TriggerUse();

    /// <summary>Whether a hook ever had a callback.</summary>
    /// <param name="name">The hook.</param>
    public bool WasUsed(HookName name) => _known.Registered.Used.Contains(name);

    /// <summary>Whether a callback of a raise that has begun is still to be called. Waits for the registry where the silo does not know.</summary>
    /// <param name="subscription">The callback.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<bool> IsLiveAsync(HookSubscription subscription, CancellationToken cancellation)
    {
        await copy.WaitAsync(cancellation);
        foreach (var live in LiveAt(NameOf(subscription)))
        {
            if (live.Subscription.Sequence == subscription.Sequence)
                return true;
        }

        return false;
    }

    private static HookName NameOf(HookSubscription subscription) => new(subscription.Namespace, subscription.Hook);

    private sealed record Known(
        RegisteredHooks Registered, FrozenDictionary<HookName, ImmutableArray<HookCallback>> Live, FrozenDictionary<long, TriggerUse> Uses);
}
