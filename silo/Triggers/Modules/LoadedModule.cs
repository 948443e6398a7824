using MoCluster.Grains.Triggers;
using MoCluster.Modules;

namespace MoCluster.Silo.Triggers.Modules;

/// <summary>A module that was loaded.</summary>
/// <param name="Module">The module.</param>
/// <param name="File">The path of its assembly.</param>
/// <param name="Triggers">The triggers that it registered.</param>
internal sealed record LoadedModule(ITriggerModule Module, string File, ModuleTriggers Triggers);
