namespace MoCluster.Tests.Architecture;

/// <summary>
/// A rolling upgrade runs two builds side by side. <c>grain-interfaces/contracts.txt</c> lists what the last one speaks: a line may be
/// added, none may go.
/// </summary>
public sealed class ContractListingTests
{
    private static readonly string[] Listed =
        [.. File.ReadAllLines(Repository.PathOf("grain-interfaces", "contracts.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void What_the_last_build_speaks_this_one_understands()
    {
        var gone = Listed.Except(ContractListing.Lines()).ToArray();
        Assert.True(
            gone.Length == 0,
            $"Silos of the last build could not speak with this one. Keep these, and add new ones beside them:\n{string.Join('\n', gone)}");
    }

    [Fact]
    public void What_is_new_is_listed()
    {
        var added = ContractListing.Lines().Except(Listed).ToArray();
        Assert.True(added.Length == 0, $"Add to grain-interfaces/contracts.txt, in order:\n{string.Join('\n', added)}");
        Assert.Equal(Listed.Order(StringComparer.Ordinal), Listed);
    }
}
