using MoCluster.Client.Tests.Fixtures;
using MoCluster.Conformance.PostgreSql.Hosting;
using Npgsql;

namespace MoCluster.Client.Tests.Samples;

/// <summary>The mirror of people is right in the end, however often it was killed.</summary>
public sealed class PersonMirrorTests(ClientSilo silo, ITestOutputHelper output)
{
    private const int People = 120, Kills = 5;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mirror_that_is_killed_at_random_points_is_the_same_as_what_it_mirrors()
    {
        if (PrivateServer.Obstacle() is { } obstacle)
            Assert.Skip(obstacle);
        var seed = Environment.GetEnvironmentVariable("MOCLUSTER_SEED") is { Length: > 0 } given ? int.Parse(given) : Random.Shared.Next();
        output.WriteLine($"MOCLUSTER_SEED={seed}");
        var random = new Random(seed);
        await using var database = await PrivateServer.StartAsync();
        await using var client = await silo.ConnectAsync();
        var name = $"mirror-{Guid.NewGuid():N}";
        string[] settings =
        [
            $"--ConnectionStrings:Mirror={database.ConnectionString}",
            $"--MoCluster:Server={client.Server}",
            $"--MoCluster:Name={name}",
            "--MoCluster:Listeners:MO/person:Lease=00:00:01",
            "--MoCluster:Listeners:MO/person:MaxBackOff=00:00:01",
        ];
        Guid[] people = [.. Enumerable.Range(0, People).Select(_ => Guid.NewGuid())];
        Task? changing = null;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var mirror = SampleRun.Start("MoCluster.Samples.PersonMirror", settings);
            if (changing is null)
            {
                await mirror.SeenAsync("is declared", Cancellation);
                changing = ChangeAsync(client, people, random.Next());
            }

            for (var lines = random.Next(1, 15); lines > 0; lines--)
                await mirror.SeenAsync("mirrored", Cancellation);
            await mirror.KillAsync();
        }

        await changing!;
        await using (SampleRun.Start("MoCluster.Samples.PersonMirror", [.. settings, "--Logging:LogLevel:Default=Warning"]))
            await HandledAsync(client, $"{name}/MO/person");
        Assert.Equal(await WrittenAsync(client, people), await MirroredAsync(database, people));
    }

    /// <summary>Creates people, and renames some of them again and again, and ends some.</summary>
    private static async Task ChangeAsync(MoClient client, Guid[] people, int seed)
    {
        var random = new Random(seed);
        await Persons.CreateAsync(client, people);
        for (var round = 1; round <= 3; round++)
            await Persons.RenameAsync(client, random.GetItems(people, People / 2).Distinct(), $"{round}");
        await client.Objects.People.DeleteAsync(people[0], cancellationToken: Cancellation);
    }

    private static async Task HandledAsync(MoClient client, string userKey)
    {
        var listener = await client.Listeners.FindAsync(new ListenerFilter { UserKeys = [userKey] }, Cancellation).SingleAsync(Cancellation);
        while (await client.Listeners.GetStatusAsync(listener.Info.Uuid, Cancellation) is var status && (status.Frontier < listener.Head || status.Pending > 0 || status.Leased > 0))
            await Task.Yield();
    }

    private static async Task<string[]> WrittenAsync(MoClient client, Guid[] people)
    {
        var found = await client.Objects.People.GetManyAsync(people, cancellationToken: Cancellation)
            .ToDictionaryAsync(person => person.Uuid, person => person.Values.Surname, cancellationToken: Cancellation);
        return [.. people.Select(person => $"{person}: {found.GetValueOrDefault(person)}")];
    }

    private static async Task<string[]> MirroredAsync(PrivateServer database, Guid[] people)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand("SELECT uuid, surname FROM person");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var mirrored = new Dictionary<Guid, string>();
        while (await reader.ReadAsync(Cancellation))
            mirrored.Add(reader.GetGuid(0), reader.IsDBNull(1) ? "" : reader.GetString(1));
        return [.. people.Select(person => $"{person}: {mirrored.GetValueOrDefault(person, "is missing")}")];
    }
}
