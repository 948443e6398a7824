using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Versions;

/// <summary>The error texts of OS2mo's event system, word for word (docs/os2mo.md §3), at the path that FastRAMQPI uses.</summary>
public sealed class VersionedErrorTests(SecuredSilo silo) : IClassFixture<SecuredSilo>
{
    private readonly VersionClient _owner = new(silo.Owner);
    private readonly VersionClient _other = new(silo.Other);

    [Fact]
    public async Task A_namespace_of_another_owner()
    {
        var name = await _owner.DeclareNamespaceAsync();
        Assert.Equal("Namespace already claimed by another owner.", await _other.FailAsync(Declare(name, false)));
        Assert.Equal("Namespace already claimed by another owner.", await _other.FailAsync(Declare("mo", true)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_namespace_that_is_public_or_not(bool isPublic)
    {
        var name = await _owner.DeclareNamespaceAsync(isPublic);
        Assert.Equal($"Namespace already exists with public={(isPublic ? "true" : "false")}.", await _owner.FailAsync(Declare(name, !isPublic)));
    }

    [Fact]
    public async Task A_namespace_with_listeners()
    {
        var name = await _owner.DeclareNamespaceAsync();
        await _owner.ListenAsync(name);
        Assert.Equal(
            "There are still listeners for this namespace. Use the `event_listener_delete` mutator.",
            await _owner.FailAsync($"mutation {{ event_namespace_delete(input: {{name: \"{name}\"}}) }}"));
    }

    [Theory]
    [InlineData("nobody's")]
    [InlineData("MO")]
    public async Task A_listener_in_a_namespace_that_does_not_exist(string name) =>
        Assert.Equal("Namespace does not exist", await _owner.FailAsync(Listen(name, "r")));

    [Fact]
    public async Task A_listener_in_a_namespace_of_another_owner() => Assert.Equal(
        "Namespace already exists, but is non-public and you are not the owner.",
        await _other.FailAsync(Listen(await _owner.DeclareNamespaceAsync(), "r")));

    [Fact]
    public async Task A_listener_with_another_routing_key()
    {
        var name = await _owner.DeclareNamespaceAsync();
        await _owner.ListenAsync(name);
        Assert.Equal(
            "There already exists a listener with this user_key and a different routing_key", await _owner.FailAsync(Listen(name, "other")));
    }

    [Fact]
    public async Task A_listener_with_pending_events()
    {
        var name = await _owner.DeclareNamespaceAsync();
        var listener = await _owner.ListenAsync(name);
        await _owner.SendEventAsync(name, "s");
        await _owner.ListAsync(listener, 1);
        Assert.Equal(
            "There are pending events for this listener. Consider carefully if these need to be handled first. You can delete the listener anyway with "
            + "`delete_pending_events`.",
            await _owner.FailAsync($"mutation {{ event_listener_delete(input: {{uuid: \"{listener}\"}}) }}"));
        Assert.True((await _owner.AskAsync($"mutation {{ event_listener_delete(input: {{uuid: \"{listener}\", delete_pending_events: true}}) }}")).GetBoolean());
    }

    [Fact]
    public async Task A_priority_below_one() =>
        Assert.Equal("priority must be natural", await _owner.FailAsync(Send(await _owner.DeclareNamespaceAsync(), "s", 0)));

    [Fact]
    public async Task A_subject_of_221_characters()
    {
        var name = await _owner.DeclareNamespaceAsync();
        Assert.Equal(
            "Too large subject. Only send identifiers as the subject, not data", await _owner.FailAsync(Send(name, new string('x', 221))));
        Assert.True((await _owner.SendEventAsync(name, new string('x', 220))).GetBoolean());
    }

    [Theory]
    [InlineData("nobody's")]
    [InlineData("MO")]
    public async Task An_event_to_a_namespace_that_does_not_exist(string name)
    {
        Assert.Equal("Namespace does not exist.", await _owner.FailAsync(Send(name, "s")));

        // The priority and the subject are checked first.
        Assert.Equal("priority must be natural", await _owner.FailAsync(Send(name, "s", 0)));
    }

    [Fact]
    public async Task An_event_to_a_namespace_of_another_owner()
    {
        Assert.Equal("You are not the owner of that namespace.", await _other.FailAsync(Send(await _owner.DeclareNamespaceAsync(isPublic: true), "s")));
        Assert.Equal("You are not the owner of that namespace.", await _owner.FailAsync(Send("mo", "s")));
    }

    [Fact]
    public async Task A_refresh_to_an_exchange_and_an_owner()
    {
        using var administrator = silo.Client(Guid.NewGuid(), "refresh_employee");
        Assert.Equal(
            "listener/owner and exchange are mutually exclusive. Exchanges are part of the legacy event system. If you are using GraphQL Events, do NOT use "
            + "exchange.",
            await new VersionClient(administrator).FailAsync(
                $"mutation {{ employee_refresh(owner: \"{Guid.NewGuid()}\", exchange: \"os2mo\") {{ objects }} }}"));
    }

    [Fact]
    public async Task A_text_that_is_no_token() => Assert.Equal(
        "Variable '$token' got invalid value 'bm90IGEgcmVhbCB0b2tlbgo='; Expected type 'EventToken'. Could not parse EventToken",
        await _owner.FailAsync(
            "mutation($token: EventToken!) { event_acknowledge(input: {token: $token}) }", new { token = "bm90IGEgcmVhbCB0b2tlbgo=" }));

    [Fact]
    public async Task A_caller_without_the_role()
    {
        using var http = silo.Client(Guid.NewGuid(), "read_event");
        var nobody = new VersionClient(http);
        Assert.Equal("No policy approved the access", await nobody.FailAsync("mutation { event_namespace_delete(input: {name: \"n\"}) }"));
        var answer = await nobody.SendAsync($"{{ event_fetch(filter: {{listener: \"{Guid.NewGuid()}\"}}) {{ subject }} }}");
        Assert.Equal("No policy approved the access", Assert.Single(answer.GetProperty("errors").EnumerateArray()).Message());
    }

    [Fact]
    public async Task A_caller_without_a_token_or_with_one_that_has_expired()
    {
        using var nobody = MoCluster.History.Workload.SiloRun.CreateClient(silo.Run.Address);
        Assert.Equal("User is not authenticated", await new VersionClient(nobody).FailAsync("{ me { actor { uuid } } }"));
        using var late = TestIssuer.Client(silo.Run, silo.Issuer.Token(Guid.NewGuid().ToString(), [], payload => (payload["nbf"], payload["exp"]) = (0, 1)));
        Assert.Equal("Signature has expired", await new VersionClient(late).FailAsync("{ me { actor { uuid } } }"));
    }

    private static string Declare(string name, bool isPublic) =>
        $"mutation {{ event_namespace_declare(input: {{name: \"{name}\", public: {(isPublic ? "true" : "false")}}}) {{ name }} }}";

    private static string Listen(string name, string routingKey) =>
        $"mutation {{ event_listener_declare(input: {{namespace: \"{name}\", user_key: \"l\", routing_key: \"{routingKey}\"}}) {{ uuid }} }}";

    private static string Send(string name, string subject, int priority = 1) =>
        $"mutation {{ event_send(input: {{namespace: \"{name}\", routing_key: \"r\", subject: \"{subject}\", priority: {priority}}}) }}";
}
