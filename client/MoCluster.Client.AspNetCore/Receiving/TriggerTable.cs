using System.Text.RegularExpressions;

namespace MoCluster.Client.AspNetCore.Receiving;

/// <summary>The triggers of a program, each with an address of its own.</summary>
internal sealed partial class TriggerTable
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly List<RegisteredTrigger> _triggers = [];

    /// <summary>The triggers.</summary>
    public IReadOnlyList<RegisteredTrigger> Triggers => _triggers;

    /// <summary>Adds a trigger.</summary>
    /// <exception cref="ArgumentException">Something is wrong; the message says what would be right.</exception>
    public RegisteredTrigger Add(bool isBefore, string roleType, MoRequestType requestType, MoTriggerSettings settings)
    {
        if (!Word().IsMatch(roleType ?? ""))
            throw new ArgumentException($"The role type is '{roleType}'; it must be a name such as org_unit.", nameof(roleType));
        if (settings.Name is { } name && !Word().IsMatch(name))
            throw new ArgumentException($"Name is '{name}'; it must consist of letters, digits, - and _.", nameof(settings));
        if (settings.Timeout is { } timeout && (timeout < s_second || timeout.Ticks % s_second.Ticks != 0))
            throw new ArgumentException($"Timeout is {timeout}; it must be a whole number of seconds, at least one.", nameof(settings));
        if (settings.IsInline && isBefore)
            throw new ArgumentException("IsInline is for after triggers; a before trigger always runs before the answer.", nameof(settings));
        var stage = $"/triggers/{(isBefore ? "before" : "after")}/{roleType}/{requestType.ToString().ToLowerInvariant()}";
        var trigger = new RegisteredTrigger(isBefore, roleType!, requestType, settings.Name is null ? stage : $"{stage}/{settings.Name}", settings);
        if (_triggers.Any(other => other.Url == trigger.Url))
            throw new ArgumentException($"There is a trigger at {trigger.Url} already. Give this one another Name.", nameof(settings));
        _triggers.Add(trigger);
        return trigger;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,100}$")]
    private static partial Regex Word();
}
