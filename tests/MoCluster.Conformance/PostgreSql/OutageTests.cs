using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces.Namespaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Grains.Storage.Objects;
using Npgsql;

namespace MoCluster.Conformance.PostgreSql;

/// <summary>
/// Servers that stop, connections that are cut, silos that freeze: acknowledged commits stay, and everything resumes by itself.
/// </summary>
public sealed class OutageTests : DatabaseTests
{
    [Fact]
    public async Task The_server_is_killed_and_comes_back_under_load()
    {
        if (PrivateServer.Obstacle() is { } obstacle)
            Assert.Skip(obstacle);
        await using var server = await PrivateServer.StartAsync();
        var options = await SharedServer.OptionsAsync();
        options = options with { ConnectionString = server.ConnectionString, GiveUpAfter = TimeSpan.FromMinutes(1) };
        await using var one = await OpenAsync(options);
        await using var other = await OpenAsync(options);
        var load = new CheckedLoad();
        var done = false;
        var running = Task.WhenAll(
            load.RunAsync(one, 6, () => Volatile.Read(ref done)), load.RunAsync(other, 6, () => Volatile.Read(ref done)));
        for (var kill = 0; kill < 4; kill++)
        {
            var before = load.Acknowledged;
            await UntilAsync(() => Task.FromResult(load.Acknowledged > before + 500 || running.IsCompleted));
            await server.KillAsync();
            await server.RestartAsync();
        }

        var last = load.Acknowledged;
        await UntilAsync(() => Task.FromResult(load.Acknowledged > last + 500 || running.IsCompleted));
        Volatile.Write(ref done, true);
        await running;
        Assert.Equal((0, 0), (load.Unavailable, load.Unknown));
        await load.CheckAsync(stream => LogAsync(one, stream));
    }

    [Fact]
    public async Task Backends_are_terminated_repeatedly_under_load()
    {
        var options = await SharedServer.OptionsAsync();
        await using var one = await OpenAsync(options with { Instance = "ended" });
        await using var survivor = await OpenAsync(options);
        var load = new CheckedLoad();
        var done = false;
        var running = load.RunAsync(one, 12, () => Volatile.Read(ref done));
        var ended = 0;
        for (var round = 0; round < 40; round++)
        {
            var before = load.Acknowledged;
            await UntilAsync(() => Task.FromResult(load.Acknowledged > before + 30 || running.IsCompleted));
            ended += await survivor.EndSessionsAsync("ended", Cancellation);
        }

        Volatile.Write(ref done, true);
        await running;
        Assert.InRange(ended, 40, int.MaxValue);
        Assert.Equal((0, 0), (load.Unavailable, load.Unknown));
        await load.CheckAsync(stream => LogAsync(survivor, stream));
        await SharedServer.DropAsync(options);
    }

    [Theory]
    [InlineData("nothing", 0)]
    [InlineData("a namespace", 0)]
    [InlineData("an object", 0)]
    [InlineData("who refers to an object", 1)]
    public async Task A_commit_whose_answer_is_lost_is_found_by_the_id_of_its_batch(string preconditions, int answers)
    {
        // A batch is one flush if it need not read what it depends on, else two: the answer to the last one is lost.
        await using var proxy = new CuttingProxy(await SharedServer.ConnectAsync());
        var direct = await SharedServer.OptionsAsync();
        await using var watcher = await OpenAsync(direct);
        await using var store = await OpenAsync(direct with { ConnectionString = proxy.ConnectionString, Lanes = 1 });
        var unit = Make.Object();
        Commit Next(long number) => Make.Commit(Make.Event($"{number}")) with
        {
            Registrations = preconditions.EndsWith("an object", StringComparison.Ordinal) ? [Make.Registration(unit, number)] : [],
            Preconditions = preconditions switch
            {
                "a namespace" => [new Precondition.NamespaceAt("n", 1)],
                "who refers to an object" => [new Precondition.Unreferenced(unit, [Make.Years(2000)])],
                _ => [],
            },
        };
        await SucceedAsync(store, Make.Commit(new DefinitionWrite.PutNamespace(new NamespaceDefinition("n", Guid.Empty, true, 1))));
        await SucceedAsync(store, Next(1));
        await SucceedAsync(store, Next(2));

        var held = proxy.HoldAnswers(answers);
        var commit = store.CommitAsync(Next(3)).AsTask();
        await held;
        await UntilAsync(async () => (await LogAsync(watcher)).Count == 3);
        Assert.False(commit.IsCompleted);
        proxy.Cut();
        proxy.Release();
        var result = await commit;
        Assert.True(result.Committed);
        Assert.Equal((await LogAsync(watcher))[2], Assert.Single(result.Events).Event);
        Assert.Equal(4, Assert.Single((await SucceedAsync(store, Next(4))).Events).Event.Number);
        Assert.Equal(4, (await LogAsync(watcher)).Count);
        await SharedServer.DropAsync(direct);
    }

    [Fact]
    public async Task A_commit_cut_before_it_wrote_anything_is_repeated()
    {
        await using var proxy = new CuttingProxy(await SharedServer.ConnectAsync());
        var direct = await SharedServer.OptionsAsync();
        await using var store = await OpenAsync(direct with { ConnectionString = proxy.ConnectionString, Lanes = 1 });
        var unit = Make.Object();
        await SucceedAsync(store, Make.Commit(Make.Registration(unit, 1)));
        var held = proxy.HoldAnswers();
        var commit = store.CommitAsync(Read(unit, Make.Registration(unit, 2)) with { Events = [Make.Event()] }).AsTask();
        await held;
        proxy.Cut();
        proxy.Release();
        Assert.True((await commit).Committed);
        Assert.Single(await LogAsync(store));
        await SharedServer.DropAsync(direct);
    }

    /// <summary>A commit for which an object has to be read first: the references to it are never known beforehand.</summary>
    private static Commit Read(ObjectKey key, RegistrationWrite write) =>
        Make.Commit(write) with { Preconditions = [new Precondition.Unreferenced(key, [Make.Years(2000)])] };

    [Fact]
    public async Task A_frozen_store_blocks_nobody_beyond_its_timeout()
    {
        await using var proxy = new CuttingProxy(await SharedServer.ConnectAsync());
        var direct = await SharedServer.OptionsAsync();
        await using var other = await OpenAsync(direct);
        await using var frozen = await OpenAsync(direct with
        {
            ConnectionString = proxy.ConnectionString, Lanes = 1, IdleInTransactionTimeout = TimeSpan.FromMilliseconds(300),
        });
        var unit = Make.Object();
        await SucceedAsync(frozen, Make.Commit(Make.Registration(unit, 1)));

        // The first flush takes the locks; its answer never arrives, so the second flush never comes.
        var held = proxy.HoldAnswers();
        var stuck = frozen.CommitAsync(Read(unit, Make.Registration(unit, 2))).AsTask();
        await held;
        await SucceedAsync(other, Make.Commit(Make.Registration(unit, 2)) with { Events = [Make.Event()] });
        proxy.Release();
        Assert.Equal(new Precondition.ObjectAt(unit, 1), (await stuck).Refusal?.Precondition);
        await SharedServer.DropAsync(direct);
    }

    [Fact]
    public async Task A_long_outage_refuses_commits_and_everything_resumes()
    {
        if (PrivateServer.Obstacle() is { } obstacle)
            Assert.Skip(obstacle);
        await using var server = await PrivateServer.StartAsync();
        var options = (await SharedServer.OptionsAsync()) with
        {
            ConnectionString = server.ConnectionString,
            MaxQueuedCommits = 10,
            MaxGroupCommits = 2,
            Lanes = 1,
            GiveUpAfter = TimeSpan.FromSeconds(1),
        };
        await using var store = await OpenAsync(options);
        await SucceedAsync(store, Make.Commit(Make.Event()));
        await server.KillAsync();

        // The connection of the last commit looks healthy until it is used, so the outcome of the next commit is unknown.
        await Assert.ThrowsAsync<CommitOutcomeUnknownException>(async () => await store.CommitAsync(Make.Commit(Make.Event())));

        // At most two are under way and ten wait: of twenty some are refused at once, and the others on timeout.
        var failures = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync(Make.Commit(Make.Event())))));
        Assert.Contains(failures, failure => failure.InnerException is null);
        Assert.Contains(failures, failure => failure.InnerException is not null);
        var unread = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.ReadHeadsAsync(default, Cancellation));

        // Callers learn that; the server's address and the user are not theirs to know.
        var where = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        Assert.All([unread, .. failures], failure => Assert.All(
            [where.Host!, $"{where.Port}", where.Username!],
            secret => Assert.DoesNotContain(secret, failure.Message, StringComparison.Ordinal)));

        await server.RestartAsync();
        Assert.Equal(2, Assert.Single((await SucceedAsync(store, Make.Commit(Make.Event()))).Events).Event.Number);
        Assert.Equal(2, (await LogAsync(store)).Count);
    }

    [Fact]
    public async Task A_commit_that_only_the_server_refuses_fails_alone()
    {
        var options = await SharedServer.OptionsAsync();
        await using var store = await OpenAsync(options with { Lanes = 1 });
        var listener = Make.Listener();
        await SucceedAsync(store, Make.Commit(new DefinitionWrite.PutListener(listener)));
        await SucceedAsync(store, Make.Commit(new GroupWrite { Group = listener.Group, TakeEpoch = true }));
        await SucceedAsync(store, Make.Commit(Make.Event()));

        // No rule of the stores checks a lease's position; the table's CHECK does.
        var lease = new LeaseRecord(new Generation(1, 1), listener.Uuid, 0, [new LeasedEntry("a", [1], 1, Make.Year(2030))]);
        var poison = Make.Commit(Make.Event("poison")) with
        {
            Groups = [new GroupWrite { Group = listener.Group, Epoch = 1, Leases = [lease] }],
        };
        var others = Enumerable.Range(0, 10).Select(i => Make.Commit(Make.Event($"{i}"))).ToArray();
        var before = others[..5].Select(commit => store.CommitAsync(commit).AsTask()).ToArray();
        var refused = store.CommitAsync(poison).AsTask();
        var after = others[5..].Select(commit => store.CommitAsync(commit).AsTask()).ToArray();

        var exception = await Assert.ThrowsAsync<ArgumentException>(() => refused);
        Assert.Contains("lease_position_check", exception.Message, StringComparison.Ordinal);
        Assert.All(await Task.WhenAll([.. before, .. after]), result => Assert.True(result.Committed));
        Assert.DoesNotContain(await LogAsync(store), record => record.Subject == "poison");
        Assert.Equal(11, (await LogAsync(store)).Count);
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task A_text_that_no_database_can_hold_is_rejected_with_an_exception()
    {
        var options = await SharedServer.OptionsAsync();
        await using var store = await OpenAsync(options);
        foreach (var text in new[] { "a\0b", "half \ud83d", "\ude00" })
        {
            await Assert.ThrowsAsync<ArgumentException>(async () => await store.CommitAsync(Make.Commit(Make.Event(text))));
            var asking = Make.Asking(new Precondition.NamespaceAt(text, 0));
            await Assert.ThrowsAsync<ArgumentException>(async () => await store.CommitAsync(asking));
        }

        await SucceedAsync(store, Make.Commit(Make.Event("smile 😀")));
        await SharedServer.DropAsync(options);
    }

    [Fact]
    public async Task A_closed_store_answers_accepted_commits_and_accepts_no_more()
    {
        var options = await SharedServer.OptionsAsync();
        var store = await OpenAsync(options);
        var taken = Enumerable.Range(0, 50).Select(i => store.CommitAsync(Make.Commit(Make.Event($"{i}"))).AsTask()).ToArray();
        await store.DisposeAsync();
        Assert.All(await Task.WhenAll(taken), result => Assert.True(result.Committed));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CommitAsync(Make.Commit(Make.Event())));
        await SharedServer.DropAsync(options);
    }
}
