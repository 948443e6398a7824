namespace MoCluster.Modules;

/// <summary>
/// A module of triggers. Its triggers are the methods with a <see cref="TriggerAttribute"/>, unless it registers them itself in
/// <see cref="Register"/>, which corresponds to the function <c>register</c> of an OS2mo trigger module. Its constructor can take its settings as
/// <c>IConfiguration</c>, <c>ILogger</c>, <c>IHttpClientFactory</c> and <c>TimeProvider</c>. The silo makes it once, when it starts.
/// </summary>
public interface ITriggerModule
{
    /// <summary>Registers the module's triggers. Called once, before the first mutation.</summary>
    /// <param name="triggers">Takes the registrations.</param>
    void Register(ITriggerRegistrar triggers) => triggers.OnMethods(this);
}
