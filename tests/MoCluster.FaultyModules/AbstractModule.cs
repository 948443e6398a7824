using MoCluster.Modules;

namespace Faulty;

/// <summary>It cannot be made.</summary>
public abstract class AbstractModule : ITriggerModule;
