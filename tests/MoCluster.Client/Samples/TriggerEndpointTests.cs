using MoCluster.Client.Testing;
using MoCluster.Tests.Architecture;

namespace MoCluster.Client.Tests.Samples;

/// <summary>The trigger endpoint of the README vetoes a change and reacts to another.</summary>
public sealed class TriggerEndpointTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_readme_shows_the_sample()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("client/MoCluster.Client.AspNetCore/README.md"), Cancellation);
        var sample = await File.ReadAllTextAsync(Repository.PathOf("client/samples/TriggerEndpoint/Program.cs"), Cancellation);
        Assert.Contains($"```csharp\n{sample.ReplaceLineEndings("\n")}```", readme.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sample_vetoes_a_name_and_tells_of_who_was_created()
    {
        await using var sample = SampleRun.Start("MoCluster.Samples.TriggerEndpoint", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Microsoft.Hosting=Information");
        const string Listening = "Now listening on: ";
        string line;
        do
            line = await sample.ReadLineAsync(Cancellation) ?? throw new InvalidOperationException(sample.Errors);
        while (!line.Contains(Listening, StringComparison.Ordinal));
        var endpoint = line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim();
        await using var silo = await MoTestSilo.StartAsync(new MoTestSiloOptions { Settings = [$"HttpTriggers:Endpoints={endpoint}"] }, Cancellation);

        // A silo asks its endpoints after it is ready, and runs their triggers then.
        MoException? veto = null;
        while (veto is null)
            veto = await Record.ExceptionAsync(() => silo.Client.Objects.People.CreateAsync(new PersonCreate { GivenName = "A", Surname = "Forbidden" }, cancellationToken: Cancellation)) as MoException;
        Assert.Equal((MoErrorCode.TriggerRefused, "Choose another name."), (veto.Code, veto.Context?.GetProperty("description").GetString()));
        var created = await silo.Client.Objects.People.CreateAsync(new PersonCreate { GivenName = "A", Surname = "Ager" }, cancellationToken: Cancellation);
        await sample.SeenAsync($"person {created.Uuid} was created", Cancellation);
    }
}
