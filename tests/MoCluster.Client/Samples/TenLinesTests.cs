using MoCluster.Client.Tests.Fixtures;
using MoCluster.Tests.Architecture;

namespace MoCluster.Client.Tests.Samples;

/// <summary>The ten lines of the README run, and lose nothing when they are killed.</summary>
public sealed class TenLinesTests(ClientSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_readme_shows_the_sample()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("client/MoCluster.Client.Hosting/README.md"), Cancellation);
        var sample = await File.ReadAllTextAsync(Repository.PathOf("client/samples/TenLines/Program.cs"), Cancellation);
        Assert.Contains($"```csharp\n{sample.ReplaceLineEndings("\n")}```", readme.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_integration_that_is_killed_in_the_middle_loses_nothing()
    {
        await using var client = await silo.ConnectAsync();
        var name = $"ten-lines-{Guid.NewGuid():N}";
        string[] settings = [$"--MoCluster:Server={client.Server}", $"--MoCluster:Name={name}", "--MoCluster:Listeners:MO/person:Lease=00:00:02"];
        Guid[] persons = [.. Enumerable.Range(0, 150).Select(_ => Guid.NewGuid())];
        var missing = persons.Select(person => $"person {person:D} changed").ToHashSet();
        Task? creating = null;
        foreach (var alive in (int[])[100, 50, 0])
        {
            await using var sample = SampleRun.Start("MoCluster.Samples.TenLines", settings);
            if (creating is null)
            {
                await sample.SeenAsync("is declared", Cancellation);
                creating = Persons.CreateAsync(client, persons);
            }

            // It is killed while further events are in its hand. What it said before that was handled.
            while (missing.Count > alive)
                missing.Remove(await sample.ReadLineAsync(Cancellation) ?? throw new InvalidOperationException(sample.Errors));
            await sample.KillAsync();
            while (await sample.ReadLineAsync(Cancellation) is { } line)
                missing.Remove(line);
        }

        await creating!;
        Assert.Empty(missing);
    }
}
