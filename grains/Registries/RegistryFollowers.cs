namespace MoCluster.Grains.Registries;

/// <summary>
/// Knows which silos follow a registry and what they know of it. A silo that is silent for the length of a lease calls nothing any more until it has
/// asked again, so nobody needs to wait for it. All times are spans since one origin.
/// </summary>
/// <param name="lease">The length of a lease.</param>
/// <param name="strangersUntil">
/// Until when there may be silos that followed an earlier activation of the registry, and of which this one knows nothing.
/// </param>
internal sealed class RegistryFollowers(TimeSpan lease, TimeSpan strangersUntil)
{
    private readonly Dictionary<string, Following> _followers = new(StringComparer.Ordinal);

    /// <summary>Notes that a silo asked.</summary>
    /// <param name="follower">The name of the silo.</param>
    /// <param name="known">The version that it runs.</param>
    /// <param name="now">The time of its question.</param>
    public void Follow(string follower, long known, TimeSpan now) => _followers[follower] = new Following(known, now + lease);

    /// <summary>How long it takes at most until every silo that runs triggers runs a version or a later one.</summary>
    /// <param name="version">The version.</param>
    /// <param name="now">The time.</param>
    /// <returns>Zero when that is so already.</returns>
    public TimeSpan Missing(long version, TimeSpan now)
    {
        var last = strangersUntil;
        foreach (var (name, following) in _followers)
        {
            if (following.Until <= now)
                _followers.Remove(name);
            else if (following.Known < version && following.Until > last)
                last = following.Until;
        }

        return last > now ? last - now : TimeSpan.Zero;
    }

    private readonly record struct Following(long Known, TimeSpan Until);
}
