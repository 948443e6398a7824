using Microsoft.Extensions.Configuration;
using MoCluster.Modules;

namespace MoCluster.Grains.Triggers;

/// <summary>A trigger module together with its settings.</summary>
/// <param name="module">The module.</param>
/// <param name="settings">The module's settings, by their keys without the module's full name.</param>
public sealed class ConfiguredModule(ITriggerModule module, IConfiguration settings)
{
    /// <summary>The module.</summary>
    public ITriggerModule Module => module;

    /// <summary>The module's full name, under which its settings are.</summary>
    public string Name { get; } = module.GetType().FullName!;

    /// <summary>The module's settings.</summary>
    public IConfiguration Settings => settings;

    /// <summary>Whether the settings let a trigger of the module run (<see cref="ITriggerRegistrar.IsEnabled"/>).</summary>
    /// <param name="trigger">The trigger's name, with or without the name of the module's class before it.</param>
    /// <exception cref="ArgumentException">A setting that says so is neither true nor false.</exception>
    public bool IsEnabled(string trigger)
    {
        var prefix = module.GetType().Name + '.';
        var name = trigger.StartsWith(prefix, StringComparison.Ordinal) ? trigger[prefix.Length..] : trigger;
        return IsOn(name) && IsOn(prefix + name);
    }

    private bool IsOn(string trigger) => Flag(trigger, "enabled", true) && !Flag(trigger, "disabled", false);

    private bool Flag(string trigger, string key, bool usual) => settings[$"{trigger.Replace('.', ':')}:{key}"] switch
    {
        null => usual,
        var text when bool.TryParse(text, out var given) => given,
        var text => throw new ArgumentException($"{Name}.{trigger}.{key} is '{text}'; it must be true or false."),
    };
}
