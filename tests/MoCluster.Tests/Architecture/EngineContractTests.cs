using MoCluster.Silo.Configuration;

namespace MoCluster.Tests.Architecture;

/// <summary>What the silo's own grains speak: the same rule as for <c>grain-interfaces/contracts.txt</c>.</summary>
public sealed class EngineContractTests
{
    private static readonly string[] Listed = ContractListing.ReadFrom("silo", "Cluster", "contracts.txt");
    private static readonly IReadOnlyList<string> Lines = ContractListing.Of(typeof(Settings).Assembly.GetTypes());

    [Fact]
    public void What_the_last_build_speaks_this_one_understands()
    {
        var gone = Listed.Except(Lines).ToArray();
        Assert.True(gone.Length == 0, $"Silos of the last build could not speak with this one. Keep these:\n{string.Join('\n', gone)}");
    }

    [Fact]
    public void What_is_new_is_listed()
    {
        var added = Lines.Except(Listed).ToArray();
        Assert.True(added.Length == 0, $"Add to silo/Cluster/contracts.txt, in order:\n{string.Join('\n', added)}");
        Assert.Equal(Listed.Order(StringComparer.Ordinal), Listed);
    }
}
