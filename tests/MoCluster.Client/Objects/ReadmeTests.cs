using MoCluster.Client.Tests.Fixtures;
using MoCluster.Tests.Architecture;

namespace MoCluster.Client.Tests.Objects;

/// <summary>The example of objects in the README of the library runs: it is the code between the marks of this file.</summary>
public sealed class ReadmeTests(ClientSilo silo)
{
    [Fact]
    public async Task The_example_of_objects_runs()
    {
        await using var mo = await silo.ConnectAsync();

        // Example
        var created = await mo.Objects.People.CreateAsync(new PersonCreate { GivenName = "Ane", Surname = "Berg", NicknameSurname = "B" });

        // What an update does not give stays as it is, and null clears it.
        var fromNewYear = new Validity(new DateOnly(2027, 1, 1));
        await mo.Objects.People.UpdateAsync(new PersonUpdate { Uuid = created.Uuid, Validity = fromNewYear, Surname = "Holm", NicknameSurname = null });

        Person? now = await mo.Objects.People.GetAsync(created.Uuid);
        Person? then = await mo.Objects.People.GetAsync(created.Uuid, When.On(new DateOnly(2027, 6, 1)));
        await foreach (var found in mo.Objects.People.FindAsync(new PersonFilter { Query = "Holm", When = When.Always }))
            Console.WriteLine($"{found.Uuid}: {string.Join(", ", found.Validities.Select(each => $"{each.Surname} {each.Validity}"))}");
        foreach (var registration in await mo.Objects.People.GetHistoryAsync(created.Uuid))
            Console.WriteLine($"{registration.Start}: {registration.Operation} by {registration.Actor}");

        // End
        Assert.Equal(("Ane", "Holm", null), (then!.GivenName, then.Surname, then.NicknameSurname));
        Assert.NotNull(now);
    }

    [Fact]
    public void The_example_is_that_of_the_README()
    {
        var source = File.ReadAllText(Repository.PathOf("tests/MoCluster.Client/Objects/ReadmeTests.cs")).ReplaceLineEndings("\n");
        var example = source.Split("        // Example\n")[1].Split("\n        // End\n")[0];
        var readme = File.ReadAllText(Repository.PathOf("client/MoCluster.Client/README.md")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{string.Join('\n', example.Split('\n').Select(line => line.Length > 8 ? line[8..] : line))}```", readme, StringComparison.Ordinal);
    }
}
