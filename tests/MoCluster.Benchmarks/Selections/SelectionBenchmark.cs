using System.Globalization;
using MoCluster.Benchmarks.Embedded;
using MoCluster.Benchmarks.PostgreSql;
using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Selection;
using MoCluster.Grains.Storage;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Benchmarks.Selections;

/// <summary>
/// Measures how long it takes to find objects by filters among 10 000 persons with their engagements and units, and among ten times as many; what an index
/// serves should take as long in both. <c>MOCLUSTER_PERSONS</c> changes the larger number.
/// </summary>
internal static class SelectionBenchmark
{
    private const int Few = 10_000;
    private const int Page = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(Report report)
    {
        var many = int.Parse(Environment.GetEnvironmentVariable("MOCLUSTER_PERSONS") ?? "100000", CultureInfo.InvariantCulture);
        foreach (var persons in new[] { Few, many })
        {
            await using var embedded = await TemporaryStore.OpenAsync();
            await MeasureAsync(report, "SQLite", embedded.Store, persons);
        }

        if (PrivateServer.Obstacle() is { } obstacle)
        {
            report.Note(obstacle);
            return;
        }

        await using var server = await SettledServer.StartAsync();
        foreach (var persons in new[] { Few, many })
        {
            var options = new PostgreSqlOptions { ConnectionString = server.ConnectionString, Schema = $"persons_{persons}" };
            await using var store = await PostgreSqlStore.OpenAsync(options, TimeProvider.System, null, CancellationToken.None);
            await MeasureAsync(report, "PostgreSQL", store, persons);
        }
    }

    private static async Task MeasureAsync(Report report, string kind, IStore store, int persons)
    {
        var municipality = new Municipality(persons);
        await municipality.WriteAsync(store);
        var reader = new SelectionReader(store, ObjectCatalogue.BuiltIn, new SelectionOptions());
        var now = TimeProvider.System.GetUtcNow();
        var random = new Random(1);
        TypeDefinition person = Municipality.TypeOf("person"), unit = Municipality.TypeOf("org_unit"), engagement = Municipality.TypeOf("engagement");
        TypeDefinition job = Municipality.TypeOf("class"), facet = Municipality.TypeOf("facet");

        ObjectSelection Of(TypeDefinition type, params SelectionCondition[] conditions) =>
            new() { Type = type, Interval = new Validity(now, now.AddMilliseconds(1)), Conditions = [.. conditions] };
        SelectionCondition To(TypeDefinition type, string field, ObjectSelection target) => new SelectionCondition.RefersTo(type[field], target);
        ObjectSelection OneOf(TypeDefinition type, string field, string value) => Of(type, new SelectionCondition.OneOf(type[field], [value]));
        Guid[] Some(TypeDefinition type, int count, int of) => [.. Enumerable.Range(0, count).Select(_ => Municipality.Uuid(type.Name, random.Next(of)))];
        ObjectSelection Uuids(TypeDefinition type, int count, int of) => Of(type) with { Uuids = [.. Some(type, count, of)] };

        async Task<int> Read(ObjectSelection selection, Guid? after = null) => (await reader.ReadAsync(selection, after, Page, CancellationToken.None)).Value.Length;
        (string Name, Func<Task<int>> Read)[] reads =
        [
            ("1 000 persons by uuid", () => Read(Uuids(person, Page, persons))),
            ("a page of 1 000 persons", () => Read(Of(person), Guid.NewGuid())),
            ("a page of 1 000 engagements", () => Read(Of(engagement), Guid.NewGuid())),
            ("a person by cpr", () => Read(OneOf(person, "cpr_number", Municipality.Cpr(random.Next(persons))))),
            ("an engagement by user key", () => Read(OneOf(engagement, "user_key", $"engagement{random.Next(persons)}.2"))),
            ("engagements of a person", () => Read(Of(engagement, To(engagement, "person", Uuids(person, 1, persons))))),
            ("engagements of a cpr", () => Read(Of(engagement, To(engagement, "person", OneOf(person, "cpr_number", Municipality.Cpr(random.Next(persons))))))),
            ("engagements of a unit", () => Read(Of(engagement, To(engagement, "org_unit", Uuids(unit, 1, municipality.Units))))),
            ("  of a unit and a person", () => Read(Of(engagement, To(engagement, "org_unit", Uuids(unit, 1, 1)), To(engagement, "person", Uuids(person, 1, 50))))),
            ("engagements of a facet", () => Read(Of(engagement, To(engagement, "job_function", Of(job, To(job, "facet", OneOf(facet, "user_key", Municipality.Facet))))))),
            ("a class of a facet by user key", () => Read(Of(job, To(job, "facet", OneOf(facet, "user_key", Municipality.Facet)), new SelectionCondition.OneOf(job["user_key"], ["job7"])))),
            ("20 units below a unit", () => Read(Of(unit, new SelectionCondition.Below(unit["parent"], Uuids(unit, 1, 1) with { Uuids = [Municipality.Uuid("org_unit", 8)] })))),
            ("the units above a unit", () => Read(Of(unit, new SelectionCondition.Above(unit["parent"], Uuids(unit, 1, municipality.Units))))),
            ("engagements of 200 units", async () => (await reader.ReadByTargetsAsync(Of(engagement), engagement["org_unit"], Some(unit, 200, municipality.Units), CancellationToken.None)).Value!.Sum(each => each.Value.Length)),
            ("  counted", async () => (await reader.CountByTargetsAsync(Of(engagement), engagement["org_unit"], Some(unit, 200, municipality.Units), CancellationToken.None)).Value!.Values.Sum()),
            ("children of 200 units: any", async () => (await reader.HasByTargetsAsync(Of(unit), unit["parent"], Some(unit, 200, municipality.Units), CancellationToken.None)).Value!.Count),
            ("1 000 persons an hour ago", () => Read(Uuids(person, Page, persons) with { KnownAt = now.AddHours(1) })),
            ("a search among all persons", () => Read(Of(person, new SelectionCondition.Contains("Gerda Annasen 6", [person["given_name"], person["surname"]], Uuid: false)))),
        ];
        report.Note($"{kind}, {persons:#,0} persons");
        foreach (var (name, read) in reads)
        {
            await read();
            var (times, found) = (new List<double>(), 0);
            for (var begin = TimeProvider.System.GetTimestamp(); times.Count < 3 || (times.Count < 200 && TimeProvider.System.GetElapsedTime(begin) < Patience);)
            {
                var began = TimeProvider.System.GetTimestamp();
                found = await read();
                times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }

            times.Sort();
            var against = persons == Few ? null : $"{kind} {Few}: {name}";
            report.Figure($"{kind} {persons}: {name}", times[times.Count / 2], "ms", against, $"{found} found");
        }
    }
}
