namespace MoCluster.Client.Tests.Objects;

/// <summary>The example of objects in the README of the library: the code between the marks.</summary>
internal static class ReadmeExample
{
    public static async Task<(Person? Now, Person? Then)> RunAsync(MoClient mo)
    {
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
        return (now, then);
    }
}
