using Orleans.Runtime;

namespace MoCluster.Simulator.References;

/// <summary>A reference that names a grain and no interface; casting it gives one that can be called.</summary>
internal sealed class UntypedReference(GrainReferenceShared shared, IdSpan key) : GrainReference(shared, key);
