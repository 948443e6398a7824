using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace MoCluster.Conformance.Stores.Hosting;

/// <summary>Runs a theory on every kind of store.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryStoreAttribute : DataAttribute
{
    /// <inheritdoc />
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. Enum.GetValues<StoreKind>().Select(kind => new TheoryDataRow<StoreKind>(kind))]);

    /// <inheritdoc />
    public override bool SupportsDiscoveryEnumeration() => true;
}
