using MoCluster.Client.Tests.Fixtures;
using MoCluster.Tests.Architecture;

namespace MoCluster.Client.Tests.Objects;

/// <summary>The example of objects in the README of the library runs.</summary>
public sealed class ReadmeTests(ClientSilo silo)
{
    [Fact]
    public async Task The_example_of_objects_runs()
    {
        await using var mo = await silo.ConnectAsync();
        var (now, then) = await ReadmeExample.RunAsync(mo);
        Assert.Equal(("Ane", "Holm", null), (then!.GivenName, then.Surname, then.NicknameSurname));
        Assert.NotNull(now);
    }

    [Fact]
    public void The_example_that_runs_is_that_of_the_README()
    {
        var source = File.ReadAllText(Repository.PathOf("tests/MoCluster.Client/Objects/ReadmeExample.cs")).ReplaceLineEndings("\n");
        var example = source.Split("        // Example\n")[1].Split("\n        // End\n")[0];
        var readme = File.ReadAllText(Repository.PathOf("client/MoCluster.Client/README.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{string.Join('\n', example.Split('\n').Select(line => line.Length > 8 ? line[8..] : line))}```", readme, StringComparison.Ordinal);
    }
}
