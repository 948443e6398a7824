namespace MoCluster.GrainInterfaces.Hooks;

/// <summary>
/// Keeps the declarations and registrations of hooks for all silos. Every change is stored, and answered when every silo that raises hooks knows it: a
/// callback that was removed is not called anywhere after the answer. Its only key is <see cref="Key"/>.
/// </summary>
[Alias("mo.hook-registry")]
public interface IHookRegistryGrain : IGrainWithStringKey
{
    /// <summary>The key of the grain.</summary>
    const string Key = "hooks";

    /// <summary>
    /// Waits for a change, a second at most. The call also tells the registry what the silo knows: from then on, and for the length of a lease, the registry
    /// waits for this silo before it answers a change.
    /// </summary>
    /// <param name="follower">The name of the silo.</param>
    /// <param name="known">The version that the silo knows; -1 for none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What is registered, when it is of another version than <paramref name="known"/>; otherwise null.</returns>
    [Alias("follow")]
    Task<RegisteredHooks?> FollowAsync(string follower, long known, CancellationToken cancellation);

    /// <summary>Declares a hook. The same declaration again changes nothing; another one of the same name is refused.</summary>
    /// <param name="hook">The hook.</param>
    /// <returns>Whether it is new.</returns>
    [Alias("declare"), ResponseTimeout("00:00:15")]
    Task<Outcome<bool>> DeclareAsync(HookDefinition hook);

    /// <summary>Registers a callback. Where the hook has one of that name, nothing changes. The hook need not be declared yet.</summary>
    /// <param name="subscription">The callback.</param>
    /// <returns>Whether it is new.</returns>
    [Alias("register"), ResponseTimeout("00:00:15")]
    Task<Outcome<bool>> RegisterAsync(HookSubscription subscription);

    /// <summary>Removes a callback. It is no error if there is none.</summary>
    /// <param name="hook">The hook.</param>
    /// <param name="callback">The name of the callback.</param>
    /// <returns>Whether the hook is declared and ever had a callback; if not, nothing was done.</returns>
    [Alias("unregister"), ResponseTimeout("00:00:15")]
    Task<Outcome<bool>> UnregisterAsync(HookName hook, string callback);

    /// <summary>Removes all callbacks of an extension.</summary>
    /// <param name="extension">The exact name of the extension.</param>
    /// <returns>How many were removed.</returns>
    [Alias("unregister-extension"), ResponseTimeout("00:00:15")]
    Task<Outcome<int>> UnregisterExtensionAsync(string extension);

    /// <summary>Switches an extension on or off. The callbacks of one that is off are skipped, and stay registered.</summary>
    /// <param name="extension">The extension.</param>
    /// <param name="isOn">Whether it is to be on.</param>
    /// <returns>Whether that changed anything.</returns>
    [Alias("switch"), ResponseTimeout("00:00:15")]
    Task<Outcome<bool>> SwitchAsync(string extension, bool isOn);

    /// <summary>Reads what is registered.</summary>
    [Alias("read")]
    Task<RegisteredHooks> ReadAsync();
}
