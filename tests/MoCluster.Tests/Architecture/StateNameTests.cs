using Orleans;
using Orleans.Runtime;

namespace MoCluster.Tests.Architecture;

/// <summary>No two grain classes keep their state under one name (reference: dotnet/orleans #8746, #9737).</summary>
public sealed class StateNameTests
{
    [Fact]
    public void Each_state_of_a_grain_has_a_name_of_its_own() =>
        Assert.Empty(StateNames.Problems(typeof(Grains.Storage.IStore).Assembly.GetTypes()));

    [Fact]
    public void Two_classes_that_share_a_name_are_found() => Assert.Equal(
        ["«test.shared» names states of OneGrain and of OtherGrain: name each after its grain."],
        StateNames.Problems([typeof(OneGrain), typeof(OtherGrain), typeof(ThirdGrain), typeof(string)]));

    [Fact]
    public void One_class_that_uses_a_name_twice_is_found() => Assert.Equal(
        ["«test.twice» names states of TwiceGrain and of TwiceGrain: name each after its grain.", "A state of TwiceGrain has no name."],
        StateNames.Problems([typeof(TwiceGrain)]));

    private sealed class OneGrain([PersistentState("test.shared")] IPersistentState<string> state) : Grain
    {
        public string Text => state.State;
    }

    private sealed class OtherGrain([PersistentState("Test.Shared")] IPersistentState<string> state) : Grain
    {
        public string Text => state.State;
    }

    private sealed class ThirdGrain([PersistentState("test.third")] IPersistentState<string> state) : Grain
    {
        public string Text => state.State;
    }

    private sealed class TwiceGrain(
        [PersistentState("test.twice")] IPersistentState<string> first,
        [PersistentState("test.twice")] IPersistentState<string> second,
        [PersistentState("")] IPersistentState<string> third) : Grain
    {
        public string Text => first.State + second.State + third.State;
    }
}
