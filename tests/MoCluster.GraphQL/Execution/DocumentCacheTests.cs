using MoCluster.GraphQL.Documents;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Tests.Execution;

public sealed class DocumentCacheTests
{
    private static readonly Schema Schema = SdlSchema.Build("type Query { a: Int }");

    private static PreparedDocument Document() => new(Schema, Parser.ParseDocument("{ a }"));

    [Fact]
    public void The_least_recently_used_documents_go_first()
    {
        var cache = new DocumentCache(maxCount: 2, maxBytes: 1_000);
        cache.Add("1", Document());
        cache.Add("2", Document());
        Assert.NotNull(cache.Find("1"));
        cache.Add("3", Document());
        Assert.NotNull(cache.Find("1"));
        Assert.Null(cache.Find("2"));
        Assert.NotNull(cache.Find("3"));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void Bytes_are_limited_as_well()
    {
        var cache = new DocumentCache(maxCount: 100, maxBytes: 20);
        cache.Add("12345", Document());
        cache.Add("67890", Document());
        Assert.Equal(2, cache.Count);
        cache.Add("x", Document());
        Assert.Null(cache.Find("12345"));
        cache.Add("much longer than all that", Document());
        Assert.Null(cache.Find("much longer than all that"));
        Assert.NotNull(cache.Find("x"));
    }

    [Fact]
    public void A_valid_document_is_kept_and_a_refused_one_is_not()
    {
        var executor = new GraphQLExecutor(Schema);
        PreparedRequest Prepare(string query) => executor.Prepare(new GraphQLRequest { Query = query });
        Assert.Same(Prepare("{ a }").Operation, Prepare("{ a }").Operation);
        Assert.NotSame(Prepare("{ a }").Operation, Prepare("{ a } ").Operation);
        Assert.False(Prepare("{ b }").IsValid);
        Assert.False(Prepare("{ b }").IsValid);
        var without = new GraphQLExecutor(Schema, new ExecutorOptions { CachedDocuments = 0 });
        var request = new GraphQLRequest { Query = "{ a }" };
        Assert.NotSame(without.Prepare(request).Operation, without.Prepare(request).Operation);
    }
}
