using MoCluster.Modules;

namespace Faulty;

/// <summary>Its constructor takes what no module gets.</summary>
/// <param name="what">It.</param>
public sealed class WantingConstructor(Version what) : ITriggerModule
{
    public void Register(ITriggerRegistrar triggers) => throw new NotSupportedException(what.ToString());
}
