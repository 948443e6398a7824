using MoCluster.GraphQL.Types.Building;

namespace MoCluster.GraphQL.Tests.Execution;

/// <summary>Tests checks that run before a field is resolved, with every kind of resolver.</summary>
public sealed class GuardTests
{
    [Theory]
    [InlineData("property")]
    [InlineData("synchronous")]
    [InlineData("asynchronous")]
    public async Task A_guard_that_throws_keeps_its_field_from_being_resolved_and_no_other(string kind)
    {
        var resolved = 0;
        var schema = new SchemaBuilder();
        var query = schema.Object("Query");
        query.Field("open", "Int").Resolve(_ => 1);
        var guarded = query.Field("guarded", "Int").Guard(context =>
        {
            if (context.GetRequest<string>() != "friend")
                throw new GraphQLException("No.", "FORBIDDEN");
        });
        _ = kind switch
        {
            "property" => guarded.Resolve<string>(_ => ++resolved),
            "synchronous" => guarded.Resolve(_ => ++resolved),
            _ => guarded.ResolveAsync(async _ =>
            {
                await Task.Yield();
                return ++resolved;
            }),
        };
        var built = schema.Build();

        var refused = await Run.JsonAsync(built, "{ open guarded }", "stranger");
        Assert.Contains("\"open\":1,\"guarded\":null", refused, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"FORBIDDEN\"", refused, StringComparison.Ordinal);
        Assert.Equal(0, resolved);
        Assert.Equal("{\"data\":{\"open\":1,\"guarded\":1}}", await Run.JsonAsync(built, "{ open guarded }", "friend"));
    }
}
