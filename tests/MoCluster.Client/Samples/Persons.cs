namespace MoCluster.Client.Tests.Samples;

/// <summary>Writes persons, some at a time.</summary>
internal static class Persons
{
    private static ParallelOptions Some => new() { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken };

    /// <summary>Creates persons with the surname <c>0</c>.</summary>
    public static Task CreateAsync(MoClient client, IEnumerable<Guid> persons) => Parallel.ForEachAsync(
        persons,
        Some,
        async (person, cancellation) => await client.Objects.People.CreateAsync(
            new PersonCreate { Uuid = person, GivenName = "A", Surname = "0" }, cancellationToken: cancellation));

    /// <summary>Gives persons another surname for all times.</summary>
    public static Task RenameAsync(MoClient client, IEnumerable<Guid> persons, string surname) => Parallel.ForEachAsync(
        persons,
        Some,
        async (person, cancellation) => await client.Objects.People.UpdateAsync(
            new PersonUpdate { Uuid = person, Validity = new Validity(new DateOnly(2020, 1, 1)), Surname = surname }, cancellationToken: cancellation));
}
