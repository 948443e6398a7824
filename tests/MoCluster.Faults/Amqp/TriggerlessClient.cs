using System.Net.Http.Json;

namespace MoCluster.Faults.Amqp;

/// <summary>Sends GraphQL documents whose mutations skip triggers and AMQP.</summary>
internal static class TriggerlessClient
{
    /// <summary>Sends a document that must succeed.</summary>
    public static async Task AskTriggerlessAsync(this HttpClient http, string query, object? variables = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var answer = await http.PostAsJsonAsync("/graphql?triggerless=1", new { query, variables }, cancellation);
        Assert.DoesNotContain("errors", await answer.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);
    }
}
