using System.Globalization;
using System.Text;
using System.Text.Json;
using MoCluster.Benchmarks.PostgreSql;
using MoCluster.Conformance.PostgreSql.Hosting;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Benchmarks.Selections;

/// <summary>
/// Measures reads over HTTP in OS2mo's v29: the kinds of operations that integrations send most, among 10 000 and 1 000 000 objects, on the embedded store and
/// on PostgreSQL; and one event at a time, fetched and acknowledged. <c>MOCLUSTER_OBJECTS</c> changes the larger number.
/// </summary>
internal static class ReadsBenchmark
{
    private const int Few = 10_000;
    private const int Callers = 8;
    private const string Path = "/graphql/v29";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(Report report)
    {
        var many = int.Parse(Environment.GetEnvironmentVariable("MOCLUSTER_OBJECTS") ?? "1000000", CultureInfo.InvariantCulture);
        foreach (var objects in new[] { Few, many })
        {
            var directory = Directory.CreateTempSubdirectory("mocluster-reads-").FullName;
            try
            {
                await using (var store = await EmbeddedStore.OpenAsync(directory))
                    await new Municipality(objects / 2).WriteAsync(store.Store);
                await using var silo = await MeasuredSilo.StartAsync([], $"Store:Directory={directory}");
                await MeasureAsync(report, "SQLite", silo, objects);
                if (objects == Few)
                    await EventsAsync(report, silo);
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }

        if (PrivateServer.Obstacle() is { } obstacle)
        {
            report.Note(obstacle);
            return;
        }

        await using var server = await SettledServer.StartAsync();
        foreach (var objects in new[] { Few, many })
        {
            var schema = $"objects_{objects}";
            var options = new PostgreSqlOptions { ConnectionString = server.ConnectionString, Schema = schema };
            await using (var store = await PostgreSqlStore.OpenAsync(options, TimeProvider.System, null, CancellationToken.None))
                await new Municipality(objects / 2).WriteAsync(store);
            await using var silo = await MeasuredSilo.StartAsync(
                [], "Store:Kind=PostgreSql", $"Store:ConnectionString={server.ConnectionString}", $"Store:Schema={schema}");
            await MeasureAsync(report, "PostgreSQL", silo, objects);
        }
    }

    private static async Task MeasureAsync(Report report, string kind, MeasuredSilo silo, int objects)
    {
        var municipality = new Municipality(objects / 2);
        report.Note($"{kind}, {objects:#,0} objects");
        foreach (var (name, make) in Operations(municipality))
        {
            await AskAsync(silo, make(new Random(0)));
            var asked = await CountAsync(async caller =>
            {
                await AskAsync(silo, make(caller));
                return 1;
            });
            report.Figure($"{kind} {objects}: {name}", asked, "1/s", objects == Few ? null : $"{kind} {Few}: {name}", $"{Callers} callers");
        }

        foreach (var (name, query) in Pages())
        {
            await AskAsync(silo, query);
            var times = new List<double>();
            for (var i = 0; i < 9; i++)
            {
                var began = TimeProvider.System.GetTimestamp();
                await AskAsync(silo, query);
                times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            }

            report.Figure($"{kind} {objects}: {name}", times.Order().ElementAt(4), "ms", objects == Few ? null : $"{kind} {Few}: {name}", "one caller, p50");
        }
    }

    /// <summary>What integrations read most, by how often the census of their operations found it.</summary>
    private static IEnumerable<(string Name, Func<Random, string> Make)> Operations(Municipality municipality)
    {
        string Some(Random random, string type, int of) => $"\"{Municipality.Uuid(type, random.Next(of)):D}\"";
        var (persons, units) = (municipality.Persons, municipality.Units);
        yield return ("an engagement with its person", random =>
            $"{{ engagements(filter: {{uuids: {Some(random, "engagement", persons)}, from_date: null, to_date: null}}) {{ objects {{ validities {{ user_key validity {{ from to }} org_unit_uuid person {{ uuid name cpr_number }} }} }} }} }}");
        yield return ("a unit with those above it", random =>
            $"{{ org_units(filter: {{uuids: {Some(random, "org_unit", units)}}}) {{ objects {{ uuid current {{ name user_key parent {{ uuid name }} ancestors {{ uuid name }} }} }} }} }}");
        yield return ("a class by facet and user key", random =>
            $"{{ classes(filter: {{facet: {{user_keys: \"{Municipality.Facet}\"}}, user_keys: \"job{random.Next(Math.Max(1, persons / 100))}\"}}) {{ objects {{ uuid current {{ name scope }} }} }} }}");
        yield return ("a person with engagements", random =>
            $"{{ employees(filter: {{uuids: {Some(random, "person", persons)}}}) {{ objects {{ current {{ name cpr_number engagements {{ user_key org_unit {{ name }} job_function {{ name }} }} }} }} }} }}");
        yield return ("a person by cpr", random => $"{{ employees(filter: {{cpr_numbers: \"{Municipality.Cpr(random.Next(persons))}\"}}) {{ objects {{ uuid }} }} }}");
        yield return ("a facet by user key", _ => $"{{ facets(filter: {{user_keys: \"{Municipality.Facet}\"}}) {{ objects {{ uuid current {{ user_key }} }} }} }}");
        yield return ("engagements of a person", random =>
            $"{{ engagements(filter: {{employee: {{uuids: {Some(random, "person", persons)}}}}}) {{ objects {{ uuid current {{ org_unit_uuid job_function {{ name }} }} }} }} }}");
        yield return ("units below a unit", random => $"{{ org_units(filter: {{parents: {Some(random, "org_unit", Math.Max(1, units / 5))}}}) {{ objects {{ uuid current {{ name has_children }} }} }} }}");
        yield return ("engagements of a unit", random =>
            $"{{ engagements(filter: {{org_units: {Some(random, "org_unit", units)}}}) {{ objects {{ uuid current {{ person {{ name }} }} }} }} }}");
        yield return ("registrations of a person", random =>
            $"{{ employees(filter: {{uuids: {Some(random, "person", persons)}}}) {{ objects {{ registrations {{ start end note validities(start: null, end: null) {{ name }} }} }} }} }}");
    }

    private static IEnumerable<(string Name, string Query)> Pages()
    {
        yield return ("1 000 engagements with person, unit and class",
            "{ engagements(limit: 1000) { objects { uuid current { user_key person { name } org_unit { name } job_function { name user_key } } } page_info { next_cursor } } }");
        yield return ("1 000 units with those above and managers",
            "{ org_units(limit: 1000) { objects { current { name ancestors { name } managers(inherit: true) { uuid } } } } }");
    }

    private static async Task EventsAsync(Report report, MeasuredSilo silo)
    {
        await silo.Http.AskAsync("mutation { event_namespace_declare(input: {name: \"reads\"}) { name } }");
        var listener = (await silo.Http.AskAsync(
            "mutation { event_listener_declare(input: {namespace: \"reads\", user_key: \"bench\", routing_key: \"thing\", max_in_flight: 100000}) { uuid } }"))
            .GetProperty("event_listener_declare").GetProperty("uuid").GetString();
        for (var batch = 0; batch < 120; batch++)
            await silo.Http.PublishAsync("reads");
        var handled = await CountAsync(async _ =>
        {
            var answer = await AskAsync(
                silo, "query($listener: UUID!) { event_fetch(filter: {listener: $listener}) { subject priority token } }", "/graphql/v25", new { listener });
            var at = answer.IndexOf("\"token\":\"", StringComparison.Ordinal) + "\"token\":\"".Length;
            if (at < "\"token\":\"".Length)
                throw new InvalidOperationException("The benchmark sent too few events.");
            var token = answer[at..answer.IndexOf('"', at)];
            await AskAsync(silo, "mutation($token: EventToken!) { event_acknowledge(input: {token: $token}) }", "/graphql/v25", new { token });
            return 1;
        });
        report.Figure("an event fetched and acknowledged in v25", handled, "1/s", note: $"{Callers} callers");
    }

    /// <summary>How much callers get done in a second, who begin again as soon as they are done. The first seconds, when code is compiled, do not count.</summary>
    private static async Task<double> CountAsync(Func<Random, Task<int>> work)
    {
        await CountOnceAsync(work);
        return await CountOnceAsync(work);
    }

    private static async Task<double> CountOnceAsync(Func<Random, Task<int>> work)
    {
        var began = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(1, Callers).Select(caller => Task.Run(async () =>
        {
            var (random, count) = (new Random(caller), 0);
            while (TimeProvider.System.GetElapsedTime(began) < Patience)
                count += await work(random);
            return count;
        })));
        return counts.Sum() / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<string> AskAsync(MeasuredSilo silo, string query, string path = Path, object? variables = null)
    {
        using var content = new StringContent(JsonSerializer.Serialize(new { query, variables }), Encoding.UTF8, "application/json");
        using var response = await silo.Http.PostAsync(path, content);
        var text = await response.Content.ReadAsStringAsync();
        return text.Contains("\"errors\"", StringComparison.Ordinal) ? throw new InvalidOperationException(text) : text;
    }
}
