namespace MoCluster.Silo.Triggers.Modules;

/// <summary>A trigger module that did not load.</summary>
/// <param name="Module">The module's full name as the configuration gives it.</param>
/// <param name="Reason">Why, in a sentence that begins with "it" or with what is wrong.</param>
internal sealed record ModuleFailure(string Module, string Reason)
{
    /// <summary>The failure as a sentence.</summary>
    public override string ToString() => $"the trigger module {Module} does not load: {Reason}";
}
