using Orleans;
using Orleans.Runtime;

namespace MoCluster.Tests.Architecture;

/// <summary>
/// A rolling upgrade runs two builds side by side. <c>grain-interfaces/contracts.txt</c> lists the contracts of the last build: lines may
/// be added, none may go.
/// </summary>
public sealed class ContractListingTests
{
    private static readonly string[] Listed = ContractListing.ReadFrom("grain-interfaces", "contracts.txt");

    [Alias("test.asked")]
    internal interface IAsked : IGrainWithStringKey
    {
        [Alias("ask")]
        Task<Said> AskAsync(Guid from, Guid to, Mood mood);
    }

    [GenerateSerializer, Alias("test.mood")]
    internal enum Mood
    {
        Glad = 0,
        Sad = 3,
    }

    [Fact]
    public void Every_contract_of_the_last_build_is_kept()
    {
        var gone = Listed.Except(ContractListing.Lines()).ToArray();
        Assert.True(
            gone.Length == 0,
            $"Silos of the last build would not understand this one. Keep these lines, and add new ones beside them:\n{string.Join('\n', gone)}");
    }

    [Fact]
    public void Every_new_contract_is_listed()
    {
        var added = ContractListing.Lines().Except(Listed).ToArray();
        Assert.True(added.Length == 0, $"Add these lines to grain-interfaces/contracts.txt, sorted:\n{string.Join('\n', added)}");
        Assert.Equal(Listed.Order(StringComparer.Ordinal), Listed);
    }

    [Fact]
    public void Every_incompatible_change_changes_a_line() => Assert.Equal(
        [
            "grain test.asked answers test.asked",
            "grain test.asked hears rumours",
            "interface test.asked by IGrainWithStringKey",
            "member test.said 0 String Word",
            "member test.said 1 Nullable`1<Int32> Times",
            "method test.asked ask(Guid from, Guid to, test.mood mood) Task`1<test.said>",
            "number test.mood 0 Glad",
            "number test.mood 3 Sad",
            "record test.said",
        ],
        ContractListing.Of([typeof(IAsked), typeof(AskedGrain), typeof(Said), typeof(Mood), typeof(ContractListingTests)]));

    [GenerateSerializer, Immutable, Alias("test.said")]
    internal sealed record Said([property: Id(0)] string Word, [property: Id(1)] int? Times);

    [GrainType("test.asked"), ImplicitStreamSubscription("rumours")]
    private sealed class AskedGrain : Grain, IAsked
    {
        public Task<Said> AskAsync(Guid from, Guid to, Mood mood) => throw new NotSupportedException();
    }
}
