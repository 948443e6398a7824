namespace MoCluster.Modules;

/// <summary>A module of triggers. Its <see cref="Register"/> does what the function <c>register</c> of an OS2mo trigger module does.</summary>
public interface ITriggerModule
{
    /// <summary>Registers the module's triggers. Called once, before the first mutation.</summary>
    /// <param name="triggers">Where to register them.</param>
    void Register(ITriggerRegistrar triggers);
}
