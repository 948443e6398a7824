using System.Text.Json;
using MoCluster.Cli.Contexts;
using MoCluster.Cli.Invocation;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>A user has several servers by name; a secret stays with the user and goes to its own server alone.</summary>
public sealed class ContextTests(ClientSilo silo)
{
    [Fact]
    public async Task A_context_is_added_selected_used_and_removed()
    {
        using var tool = new ToolInProcess(server: null);
        var address = (await silo.RunAsync()).Address.OriginalString;
        (await tool.RunAsync("context", "add", "here", "--server", address)).Done();
        (await tool.RunAsync("context", "add", "there", "--server", "https://there.example.org/mo")).Done();
        Assert.Equal(address, (await tool.RunAsync("health", "--json")).Done().Objects[0].GetProperty("server").GetString());
        (await tool.RunAsync("context", "select", "there")).Done();
        Assert.Equal(["false here", "true there"], (await tool.RunAsync("context", "--json")).Done().Objects
            .Select(one => $"{(one.GetProperty("selected").GetBoolean() ? "true" : "false")} {one.GetProperty("name").GetString()}"));
        (await tool.RunAsync("health", "--context", "here")).Done();
        tool.Variables["MOCLUSTER_CONTEXT"] = "here";
        (await tool.RunAsync("health")).Done();
        (await tool.RunAsync("context", "remove", "here")).Done();
        var gone = await tool.RunAsync("health");
        Assert.Equal(ExitCode.Refused, gone.ExitCode);
        Assert.Contains("There are: there.", gone.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_read_from_a_file_shown_to_nobody_and_kept_from_other_users()
    {
        using var tool = new ToolInProcess(server: null);
        var secret = Path.Combine(tool.Folder, "secret");
        await File.WriteAllTextAsync(secret, "hush\n", TestContext.Current.CancellationToken);
        (await tool.RunAsync(
            "context", "add", "there", "--server", "https://there", "--token-endpoint", "https://keycloak/token", "--client-id", "me", "--client-secret-file", secret)).Done();
        (await tool.RunAsync("hush too", ["context", "add", "elsewhere", "--server", "https://elsewhere", "--token-file", "-"])).Done();
        var shown = (await tool.RunAsync("context", "--json")).Done();
        Assert.DoesNotContain("hush", shown.Output, StringComparison.Ordinal);
        Assert.Equal(["bearer token", "client me"], shown.Objects.Select(one => one.GetProperty("credentials").GetString()));
        var file = new ContextStore(name => tool.Variables.GetValueOrDefault(name)).Path;
        Assert.Equal(["hush too", "hush"], ReadSecrets(file));
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var exposed = await tool.RunAsync("context");
        Assert.Equal(ExitCode.Refused, exposed.ExitCode);
        Assert.Contains("chmod 600", exposed.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_gets_the_token_of_its_context_or_of_the_environment()
    {
        using var server = new RecordingServer("""{"data": {"event_namespaces": {"objects": [], "page_info": {"next_cursor": null}}}}""");
        using var tool = new ToolInProcess(server: null);
        (await tool.RunAsync("of-the-context", ["context", "add", "here", "--server", server.Address.OriginalString, "--token-file", "-"])).Done();
        tool.Variables["MOCLUSTER_TOKEN"] = "of-the-environment";
        (await tool.RunAsync("namespaces")).Done();
        (await tool.RunAsync("namespaces", "--server", server.Address.OriginalString)).Done();
        Assert.Equal(["Bearer of-the-context", "Bearer of-the-environment"], server.Headers("Authorization"));
        Assert.All(server.Headers("User-Agent"), agent => Assert.StartsWith("mocluster/", agent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://given", null, "https://variable", "https://given", "token")]
    [InlineData(null, "one", "https://variable", "https://one", null)]
    [InlineData(null, null, "https://variable", "https://variable", "token")]
    [InlineData(null, null, null, "https://selected", "selected's")]
    public void A_token_goes_to_the_server_that_it_was_given_for(string? server, string? context, string? variable, string chosen, string? token)
    {
        var list = ContextList.Empty.Add(new ServerContext("selected", "https://selected") { Token = "selected's" }).Add(new ServerContext("one", "https://one"));
        var choice = ServerChoice.Choose(server, context, name => name switch { "MOCLUSTER_SERVER" => variable, "MOCLUSTER_TOKEN" => "token", _ => null }, () => list);
        Assert.Equal((chosen, token), (choice.Server, choice.Token));
    }

    private static IEnumerable<string?> ReadSecrets(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("contexts").EnumerateObject()
            .Select(context => context.Value.TryGetProperty("token", out var token) ? token.GetString() : context.Value.GetProperty("client_secret").GetString())];
    }
}
