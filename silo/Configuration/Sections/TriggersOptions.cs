using System.ComponentModel.DataAnnotations;
using MoCluster.Silo.Configuration.Keys;

namespace MoCluster.Silo.Configuration.Sections;

/// <summary>The triggers that run (docs/architecture.md §7).</summary>
internal sealed record TriggersOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Triggers";

    /// <summary>
    /// The directory of the customer's assemblies, <c>NAME/NAME.dll</c> and <c>NAME.dll</c>. A relative path begins where the process was started. It
    /// need not exist.
    /// </summary>
    [StringLength(4096, MinimumLength = 1)]
    public string Directory { get; init; } = "customer";

    /// <summary>
    /// The trigger modules to load from the directory: the full names of their classes, whatever the case, as a JSON list or separated by commas. The
    /// settings of a module begin with its full name, for example <c>customer.triggers.andeby.duck_function.FACTOR</c>.
    /// </summary>
    [Os2moName("TRIGGER_MODULES")]
    public TextList Modules { get; init; } = TextList.Empty;

    /// <summary>
    /// Whether a module that does not load refuses the start. If not, the process starts without the triggers of that module, and
    /// <c>/health/ready</c> says which module is missing and why.
    /// </summary>
    public bool RequireModules { get; init; } = true;

    /// <summary>The longest time that the constructor and <c>Register</c> of a module may take. A module that takes longer does not load.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LoadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the sample trigger runs. It refuses org units with the name <c>forbidden</c>. Use it for trials and tests only.</summary>
    public bool Sample { get; init; }
}
