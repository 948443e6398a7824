using System.Text.Json;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Api.Versions;

/// <summary>The refresh mutations of OS2mo's versions: whom they reach, and their pages (docs/os2mo.md §2).</summary>
public sealed class VersionedRefreshTests(SecuredSilo silo) : IClassFixture<SecuredSilo>
{
    private readonly VersionClient _administrator = new(silo.Administrator, "/graphql/v29");
    private readonly VersionClient _owner = new(silo.Owner, "/graphql/v29");
    private readonly VersionClient _other = new(silo.Other, "/graphql/v29");

    [Fact]
    public async Task A_refresh_reaches_all_listeners_with_its_priority_and_an_event_is_the_uuid()
    {
        var (person, listeners) = (await CreateAsync(), await ListenAsync());
        var page = await RefreshAsync([person], ", queue: \"ignored\", priority: 7");
        Assert.Equal($$"""{"objects":["{{person}}"],"page_info":{"next_cursor":null}}""", page.GetRawText());
        Assert.Equal((person.ToString("D"), 7), await TakeAsync(_owner, listeners.Own));
        Assert.Equal((person.ToString("D"), 7), await TakeAsync(_other, listeners.Others));
    }

    [Fact]
    public async Task A_refresh_reaches_the_listeners_of_an_owner_alone_or_one_listener_alone()
    {
        var (first, second, third) = (await CreateAsync(), await CreateAsync(), await CreateAsync());
        var listeners = await ListenAsync();
        await RefreshAsync([first], $", owner: \"{silo.OwnerUuid}\"");
        await RefreshAsync([second], $", listener: \"{listeners.Others}\"");
        await RefreshAsync([third], "");
        Assert.Equal([first, third], await TakeBothAsync(_owner, listeners.Own));
        Assert.Equal([second, third], await TakeBothAsync(_other, listeners.Others));
    }

    [Fact]
    public async Task A_listener_and_an_owner_together_reach_the_listener_only_if_it_is_of_that_owner()
    {
        var (first, second, third) = (await CreateAsync(), await CreateAsync(), await CreateAsync());
        var listeners = await ListenAsync();
        var page = await RefreshAsync([first], $", owner: \"{silo.OtherUuid}\", listener: \"{listeners.Own}\"");
        Assert.Equal(first, page.GetProperty("objects")[0].GetGuid());
        await RefreshAsync([second], $", owner: \"{silo.OwnerUuid}\", listener: \"{listeners.Own}\"");
        await RefreshAsync([third], "");
        Assert.Equal([second, third], await TakeBothAsync(_owner, listeners.Own));
    }

    [Fact]
    public async Task A_refresh_goes_in_pages_and_without_a_limit_it_is_whole()
    {
        var persons = new[] { await CreateAsync(), await CreateAsync(), await CreateAsync() }.Order().ToArray();
        var first = await RefreshAsync(persons, ", limit: 2");
        Assert.Equal(persons[..2], Uuids(first));
        var cursor = first.GetProperty("page_info").GetProperty("next_cursor").GetString();
        Assert.Equal(persons[2..], Uuids(await RefreshAsync(persons, $", limit: 2, cursor: \"{cursor}\"")));
        Assert.Equal(persons, Uuids(await RefreshAsync(persons, ", limit: null")));
        Assert.Empty(Uuids(await RefreshAsync(persons, ", limit: 0")));
    }

    private static Guid[] Uuids(JsonElement page) => [.. page.GetProperty("objects").EnumerateArray().Select(uuid => uuid.GetGuid())];

    private async Task<Guid> CreateAsync()
    {
        var made = await silo.Administrator.AskAsync("mutation { employee_create(input: {given_name: \"Ada\", surname: \"Byron\"}) { uuid } }");
        return made.GetProperty("employee_create").GetProperty("uuid").GetGuid();
    }

    private async Task<(Guid Own, Guid Others)> ListenAsync()
    {
        var key = Guid.NewGuid().ToString("N");
        return (await _owner.ListenAsync("mo", "person", key), await _other.ListenAsync("mo", "person", key));
    }

    private Task<JsonElement> RefreshAsync(Guid[] uuids, string arguments) => _administrator.AskAsync(
        $"mutation($uuids: [UUID!]) {{ employee_refresh(filter: {{uuids: $uuids}}{arguments}) {{ objects page_info {{ next_cursor }} }} }}", new { uuids });

    private static async Task<(string, int)> TakeAsync(VersionClient client, Guid listener)
    {
        var (subject, priority, _) = await client.TakeAsync(listener);
        return (subject, priority);
    }

    /// <summary>The subjects of the next two events, in the order in which they were sent.</summary>
    private static async Task<Guid[]> TakeBothAsync(VersionClient client, Guid listener) =>
        [Guid.Parse((await client.TakeAsync(listener)).Subject), Guid.Parse((await client.TakeAsync(listener)).Subject)];
}
