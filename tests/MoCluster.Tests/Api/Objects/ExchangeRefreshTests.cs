using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Objects;

/// <summary>Refreshes to an exchange that are refused. Those that are published need a broker and are tested in MoCluster.Faults.</summary>
/// <param name="silo">A silo without AMQP.</param>
public sealed class ExchangeRefreshTests(SharedSilo silo)
{
    [Fact]
    public async Task A_refresh_to_an_exchange_is_refused_where_AMQP_is_not_enabled()
    {
        var http = (await silo.RunAsync()).Http;
        var refused = await http.FailAsync("mutation { org_unit_refresh(exchange: \"os2mo\") { objects } }");
        Assert.Equal("INVALID_INPUT", refused.Code());
        Assert.Equal("AMQP is not enabled here, so nothing can be published to an exchange. Leave out exchange, or have Amqp:Enabled set.", refused.Message());
    }

    [Theory]
    [InlineData("listener")]
    [InlineData("owner")]
    public async Task An_exchange_and_a_target_exclude_each_other(string target)
    {
        var http = (await silo.RunAsync()).Http;
        var refused = await http.FailAsync($"mutation {{ org_unit_refresh(exchange: \"os2mo\", {target}: \"{Guid.NewGuid()}\") {{ objects }} }}");
        Assert.Equal(
            "listener/owner and exchange are mutually exclusive. Exchanges are part of the legacy event system. If you are using GraphQL Events, do NOT use exchange.",
            refused.Message());
    }
}
