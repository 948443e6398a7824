using MoCluster.Client.Tests.Faults;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.Objects;

/// <summary>Whatever happens to a connection, wherever in a call: an object is created once, and a file is imported whole.</summary>
public sealed class ObjectFaultTests(ClientSilo silo)
{
    private static readonly MoClientOptions s_options = new() { AttemptTimeout = TimeSpan.FromMilliseconds(500), RetryDelay = TimeSpan.FromMilliseconds(1) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task An_object_is_created_once_and_updated_once_over_broken_connections() => Task.WhenAll(
        from kind in Enum.GetValues<FaultKind>() from place in Enum.GetValues<FaultPlace>() select ChangeAsync(new FaultyProxy.Fault(kind, place)));

    [Theory]
    [InlineData(FaultKind.Cut, FaultPlace.InRequest, 0)]
    [InlineData(FaultKind.Cut, FaultPlace.BeforeAnswer, 0)]
    [InlineData(FaultKind.Cut, FaultPlace.InBody, 0)]
    [InlineData(FaultKind.Cut, FaultPlace.InRequest, 1)]
    [InlineData(FaultKind.Cut, FaultPlace.InBody, 1)]
    [InlineData(FaultKind.HalfClose, FaultPlace.InBody, 1)]
    [InlineData(FaultKind.Garbage, FaultPlace.InBody, 1)]
    [InlineData(FaultKind.Stall, FaultPlace.InRequest, 1)]
    [InlineData(FaultKind.Stall, FaultPlace.InBody, 1)]
    public async Task An_import_goes_on_over_the_next_connection(FaultKind kind, FaultPlace place, int number)
    {
        await using var direct = await silo.ConnectAsync();
        await using var proxy = new FaultyProxy(direct.Server, connection => connection == 0 ? new FaultyProxy.Fault(kind, place, number) : null);
        await using var client = MoClient.Connect(proxy.Address, s_options);
        var (facets, refused) = (new ImportFile(100), new List<ImportRefusal>());
        var options = new ImportOptions { Silence = TimeSpan.FromSeconds(1), Refused = refused.Add };
        using var file = facets.Open();
        var result = await client.Objects.ImportAsync(file, options, Cancellation);
        Assert.True(proxy.Connections > 1, "The file was imported over the connection that broke.");
        Assert.Equal((101, 1), (result.Totals.Done, result.Totals.Failed));

        // Where nothing of the file was sent yet, HTTP itself may take another connection.
        Assert.True(result.Resumptions >= number);
        Assert.Equal([facets.RefusedLine], refused.Select(each => each.Line));
        Assert.Equal(100, await direct.Objects.Facets.FindAsync(facets.Filter, Cancellation).CountAsync(Cancellation));
    }

    private async Task ChangeAsync(FaultyProxy.Fault fault)
    {
        try
        {
            await using var direct = await silo.ConnectAsync();
            var key = $"k-{Guid.NewGuid():N}";
            Guid uuid;
            await using (var proxy = new FaultyProxy(direct.Server, number => number == 0 ? fault : null))
            await using (var client = MoClient.Connect(proxy.Address, s_options))
            {
                uuid = (await client.Objects.Facets.CreateAsync(new FacetCreate { UserKey = key }, cancellationToken: Cancellation)).Uuid;
                Assert.True(proxy.Connections > 1, "The call was done by the connection that broke.");
            }

            Assert.Equal(uuid, (await direct.Objects.Facets.FindAsync(new FacetFilter { UserKeys = [key] }, Cancellation).SingleAsync(Cancellation)).Uuid);
            await using (var proxy = new FaultyProxy(direct.Server, number => number == 0 ? fault : null))
            await using (var client = MoClient.Connect(proxy.Address, s_options))
            {
                await client.Objects.Facets.UpdateAsync(
                    new FacetUpdate { Uuid = uuid, Validity = Validity.Always, UserKey = key + "'" }, cancellationToken: Cancellation);
                Assert.True(proxy.Connections > 1, "The call was done by the connection that broke.");
            }

            Assert.Equal(2, (await direct.Objects.Facets.GetHistoryAsync(uuid, Cancellation)).Count);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{fault}: {failure.Message}", failure);
        }
    }
}
