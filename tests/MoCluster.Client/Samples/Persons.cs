using System.Text;
using System.Text.Json;

namespace MoCluster.Client.Tests.Samples;

/// <summary>Writes persons, many in one request.</summary>
internal static class Persons
{
    private const int Together = 25;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Creates persons with the surname <c>0</c>.</summary>
    public static Task CreateAsync(HttpClient http, IReadOnlyList<Guid> persons) =>
        MutateAsync(http, persons, person => $"employee_create(input: {{uuid: \"{person:D}\", given_name: \"A\", surname: \"0\"}})");

    /// <summary>Gives persons another surname from a day on on which all of them exist.</summary>
    public static Task RenameAsync(HttpClient http, IReadOnlyList<Guid> persons, string surname) => MutateAsync(
        http, persons, person => $"employee_update(input: {{uuid: \"{person:D}\", surname: \"{surname}\", validity: {{from: \"2020-01-01\"}}}})");

    private static async Task MutateAsync(HttpClient http, IReadOnlyList<Guid> persons, Func<Guid, string> mutation)
    {
        foreach (var some in persons.Chunk(Together))
        {
            var document = $"mutation {{ {string.Join(' ', some.Select((person, i) => $"m{i}: {mutation(person)} {{ uuid }}"))} }}";
            using var content = new StringContent(JsonSerializer.Serialize(new { query = document }), Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync("/graphql", content, Cancellation);
            var body = await answer.Content.ReadAsStringAsync(Cancellation);
            Assert.DoesNotContain("\"errors\"", body, StringComparison.Ordinal);
        }
    }
}
