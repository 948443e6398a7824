using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.Client.AspNetCore;
using MoCluster.Client.Testing;

namespace MoCluster.Client.Tests.Triggers;

/// <summary>A real silo registers the triggers of a program, and does what they say.</summary>
public sealed class TriggerSiloTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silo_is_vetoed_with_the_message_and_calls_an_after_trigger_until_it_has_succeeded()
    {
        var secret = TriggerProgram.NewSecret();
        var created = new ConcurrentQueue<MoTriggerCall>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var program = await TriggerProgram.StartAsync(
            app => app.MapMoTriggers()
                .Before("employee", MoRequestType.Create, (call, _) => call.Request.GetProperty("surname").ValueEquals("Forbidden")
                    ? throw new MoTriggerRefusedException("Choose another name.")
                    : Task.CompletedTask)
                .After("employee", MoRequestType.Create, (MoTriggerCall call, ConcurrentQueue<MoTriggerCall> calls, CancellationToken _) =>
                {
                    calls.Enqueue(call);
                    if (calls.Count == 1)
                        throw new InvalidOperationException("not yet");
                    done.TrySetResult();
                    return Task.CompletedTask;
                }),
            options => (options.Secret, options.Token) = (secret, "sesame"),
            services => services.AddSingleton(created));
        await using var silo = await MoTestSilo.StartAsync(
            new MoTestSiloOptions
            {
                Settings = [$"HttpTriggers:Endpoints={program.Address}", $"HttpTriggers:Secret={secret}", "HttpTriggers:Token=sesame", "HttpTriggers:FirstBackOff=00:00:00.05"],
            },
            Cancellation);
        var refreshed = await AskAsync(silo, "mutation { triggers_refresh { triggers problem } }");
        Assert.Equal("""[{"triggers":2,"problem":null}]""", refreshed.GetProperty("data").GetProperty("triggers_refresh").GetRawText());

        var vetoed = await AskAsync(silo, "mutation { employee_create(input: {given_name: \"A\", surname: \"Forbidden\"}) { uuid } }");
        Assert.Equal(
            "Choose another name.",
            vetoed.GetProperty("errors")[0].GetProperty("extensions").GetProperty("error_context").GetProperty("description").GetString());

        var taken = await AskAsync(silo, "mutation { employee_create(input: {given_name: \"A\", surname: \"Ager\"}) { uuid } }");
        await done.Task.WaitAsync(Cancellation);
        MoTriggerCall[] calls = [.. created];
        Assert.Equal(2, calls.Length);
        Assert.Equal((calls[0].Id, calls[0].Uuid, false), (calls[1].Id, calls[1].Uuid, calls[1].IsBefore));
        Assert.Equal(taken.GetProperty("data").GetProperty("employee_create").GetProperty("uuid").GetGuid(), calls[0].Uuid);
        Assert.NotNull(calls[0].Id);
    }

    private static async Task<JsonElement> AskAsync(MoTestSilo silo, string document)
    {
        using var http = new HttpClient();
        using var content = new StringContent(JsonSerializer.Serialize(new { query = document }), Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(silo.Address, "/graphql"), content, Cancellation);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
        return body.RootElement.Clone();
    }
}
