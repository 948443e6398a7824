using Orleans.Runtime;

namespace MoCluster.Simulator.References;

/// <summary>A reference to a grain without an interface; a cast gives one that can be called.</summary>
internal sealed class UntypedReference(GrainReferenceShared shared, IdSpan key) : GrainReference(shared, key);
