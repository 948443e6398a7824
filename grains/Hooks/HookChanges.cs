using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Grains.Hooks.Catalogue;

namespace MoCluster.Grains.Hooks;

/// <summary>
/// Decides what declaring, registering, unregistering and switching change (docs/hooks.md §1 has the operations, §3 where they differ from Modoboa's). The
/// version goes up exactly when anything changes.
/// </summary>
internal static class HookChanges
{
    /// <summary>Finds a declared hook; null if there is none.</summary>
    public static HookDefinition? Find(this RegisteredHooks hooks, HookName name) =>
        HookCatalogue.ByName.GetValueOrDefault(name) ?? hooks.Declared.FirstOrDefault(hook => hook.Namespace == name.Namespace && hook.Name == name.Name);

    /// <summary>Declares a hook. The same declaration again changes nothing; another one of the same name is refused.</summary>
    public static Outcome<RegisteredHooks> Declare(this RegisteredHooks hooks, HookDefinition hook, HookOptions options)
    {
        if (HookRules.Find(hook) is { } wrong)
            return wrong;
        var name = new HookName(hook.Namespace, hook.Name);
        if (hooks.Find(name) is { } known)
        {
            return HookRules.AreSame(known, hook)
                ? hooks
                : new Refusal(RefusalCode.Conflict, $"{name} is declared already, and differently. Declare it as it is, or under another name.", "name");
        }

        return hooks.Declared.Length < options.MaxHooks
            ? Changed(hooks with { Declared = hooks.Declared.Add(hook) })
            : new Refusal(RefusalCode.Conflict, $"{options.MaxHooks} hooks are declared, which is the most (Hooks:MaxHooks).", "name");
    }

    /// <summary>
    /// Registers a callback. The hook need not be declared: the callback then waits for that. Where the hook has a callback of that name, nothing changes: the
    /// first registration wins.
    /// </summary>
    public static Outcome<RegisteredHooks> Register(this RegisteredHooks hooks, HookSubscription subscription, HookOptions options)
    {
        if (HookRules.Find(subscription) is { } wrong)
            return wrong;
        var name = new HookName(subscription.Namespace, subscription.Hook);
        if (hooks.Subscriptions.Any(other => IsOf(other, name) && other.Callback == subscription.Callback))
            return hooks;
        if (hooks.Subscriptions.Length >= options.MaxCallbacks)
            return new Refusal(RefusalCode.Conflict, $"{options.MaxCallbacks} callbacks are registered, which is the most (Hooks:MaxCallbacks).", "callback");
        return Changed(hooks with
        {
            Subscriptions = hooks.Subscriptions.Add(subscription with { Sequence = hooks.LastSequence + 1 }),
            Used = hooks.Used.Contains(name) ? hooks.Used : hooks.Used.Add(name),
            LastSequence = hooks.LastSequence + 1,
        });
    }

    /// <summary>Removes a callback by its name. It is no error if there is none.</summary>
    /// <returns>What is registered then, and whether the hook is declared and ever had a callback: Modoboa's answer.</returns>
    public static (RegisteredHooks Hooks, bool WasKnown) Unregister(this RegisteredHooks hooks, HookName name, string callback) =>
        hooks.Find(name) is null || !hooks.Used.Contains(name)
            ? (hooks, false)
            : (hooks.Without(one => IsOf(one, name) && one.Callback == callback), true);

    /// <summary>Removes the callbacks of an extension, whose name must be the owner's exactly.</summary>
    /// <returns>What is registered then, and how many callbacks were removed.</returns>
    public static (RegisteredHooks Hooks, int Removed) UnregisterExtension(this RegisteredHooks hooks, string extension)
    {
        var without = hooks.Without(one => one.Owner == extension);
        return (without, hooks.Subscriptions.Length - without.Subscriptions.Length);
    }

    /// <summary>Switches an extension on or off. The callbacks of one that is off are skipped, and stay registered.</summary>
    public static Outcome<RegisteredHooks> Switch(this RegisteredHooks hooks, string extension, bool isOn)
    {
        if (HookRules.FindInExtension(extension) is { } wrong)
            return wrong;
        if (hooks.Disabled.Contains(extension) != isOn)
            return hooks;
        return Changed(hooks with { Disabled = isOn ? hooks.Disabled.Remove(extension) : [.. hooks.Disabled.Add(extension).Order(StringComparer.Ordinal)] });
    }

    /// <summary>The callbacks of a hook that a raise calls, in their order: ascending by order, then as they were registered.</summary>
    public static ImmutableArray<HookSubscription> LiveAt(this RegisteredHooks hooks, HookName name) =>
    [
        .. hooks.Subscriptions
            .Where(one => IsOf(one, name) && (one.Owner is null || !hooks.Disabled.Contains(one.Owner)))
            .OrderBy(one => one.Order).ThenBy(one => one.Sequence),
    ];

    private static bool IsOf(HookSubscription subscription, HookName name) => subscription.Namespace == name.Namespace && subscription.Hook == name.Name;

    private static RegisteredHooks Without(this RegisteredHooks hooks, Func<HookSubscription, bool> removed)
    {
        var kept = hooks.Subscriptions.Where(one => !removed(one)).ToImmutableArray();
        return kept.Length == hooks.Subscriptions.Length ? hooks : Changed(hooks with { Subscriptions = kept });
    }

    private static RegisteredHooks Changed(RegisteredHooks hooks) => hooks with { Version = hooks.Version + 1 };
}
