using MoCluster.Silo.Api.Http;
using MoCluster.Silo.Errors;

namespace MoCluster.Tests.Api.Protocol;

/// <summary>A path is decoded segment by segment, so that a name may hold any character.</summary>
public sealed class RawPathTests
{
    [Theory]
    [InlineData("/v1/x?a=b", "/v1/x")]
    [InlineData("/v1/x#y", "/v1/x")]
    [InlineData("http://127.0.0.1:80/v1/x?a=/b", "/v1/x")]
    [InlineData("http://127.0.0.1", "/")]
    [InlineData("/v1/http://x", "/v1/http://x")]
    [InlineData("*", "*")]
    public void The_path_of_a_target_ends_before_its_query(string target, string path) => Assert.Equal(path, RawPath.PathOf(target));

    [Theory]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%2fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("%25", "%")]
    [InlineData("..", "..")]
    [InlineData("%2E%2e", "..")]
    [InlineData("a+b", "a+b")]
    [InlineData("a%20b", "a b")]
    [InlineData("%C3%A6", "æ")]
    [InlineData("%F0%9F%98%80", "😀")]
    [InlineData("%3F%23", "?#")]
    public void A_segment_is_decoded_once(string segment, string name)
    {
        var path = RawPath.Normalise($"/v1/{segment}/x");
        Assert.Equal(["", "v1", name, "x"], path.Split('/').Select(RawPath.Decode));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%2")]
    [InlineData("%zz")]
    [InlineData("%+1")]
    [InlineData("%FF")]
    [InlineData("%C3")]
    [InlineData("%ED%A0%80")]
    public void A_segment_that_is_not_encoded_text_is_refused(string segment)
    {
        var refused = Assert.Throws<MalformedRequestException>(() => RawPath.Normalise($"/v1/{segment}/x"));
        Assert.StartsWith($"'{segment}' in the path is not percent-encoded UTF-8", refused.Message, StringComparison.Ordinal);
    }
}
