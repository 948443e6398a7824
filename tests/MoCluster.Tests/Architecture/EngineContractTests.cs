using MoCluster.Silo.Configuration;

namespace MoCluster.Tests.Architecture;

/// <summary>The contracts of the silo's own grains, under the same rule as <c>grain-interfaces/contracts.txt</c>.</summary>
public sealed class EngineContractTests
{
    private static readonly string[] Listed = ContractListing.ReadFrom("silo", "Cluster", "contracts.txt");
    private static readonly IReadOnlyList<string> Lines = ContractListing.Of(typeof(Settings).Assembly.GetTypes());

    [Fact]
    public void Every_contract_of_the_last_build_is_kept()
    {
        var gone = Listed.Except(Lines).ToArray();
        Assert.True(gone.Length == 0, $"Silos of the last build would not understand this one. Keep these lines:\n{string.Join('\n', gone)}");
    }

    [Fact]
    public void Every_new_contract_is_listed()
    {
        var added = Lines.Except(Listed).ToArray();
        Assert.True(added.Length == 0, $"Add these lines to silo/Cluster/contracts.txt, sorted:\n{string.Join('\n', added)}");
        Assert.Equal(Listed.Order(StringComparer.Ordinal), Listed);
    }
}
