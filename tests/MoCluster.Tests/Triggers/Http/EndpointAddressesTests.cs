using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Tests.Triggers.Http;

public sealed class EndpointAddressesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("endpoint_to_trigger:9037", "http://endpoint_to_trigger:9037")]
    [InlineData("[\"endpoint_to_trigger:9037\", \"https://b/x/\"]", "http://endpoint_to_trigger:9037 https://b/x")]
    [InlineData("a:1, http://a:1 ,b:2", "http://a:1 http://b:2")]
    public void Addresses_get_a_scheme_and_are_named_once(string text, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', EndpointAddresses.Parse(TextList.Parse(text)).Value));

    [Theory]
    [InlineData("ftp://a", "'ftp://a' is not an address")]
    [InlineData("http://", "'http://' is not an address")]
    [InlineData("http://me:secret@a", "name no user")]
    [InlineData("http://a/?x=1", "must end after its path")]
    public void What_is_no_address_is_named(string text, string said) =>
        Assert.Contains(said, EndpointAddresses.Parse(TextList.Parse(text)).Refusal!.Message, StringComparison.Ordinal);
}
