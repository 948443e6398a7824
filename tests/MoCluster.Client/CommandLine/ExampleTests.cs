using System.CommandLine;
using System.CommandLine.Parsing;
using MoCluster.Cli.Help;
using MoCluster.Cli.Invocation;
using MoCluster.Client.Tests.Fixtures;

namespace MoCluster.Client.Tests.CommandLine;

/// <summary>The help of every verb has an example, and every example works.</summary>
public sealed class ExampleTests(ClientSilo silo)
{
    [Fact]
    public async Task Every_verb_has_an_example_that_its_help_prints()
    {
        using var tool = new ToolInProcess(server: null);
        var verbs = new ToolCommand(tool.SurroundingsWith(TextWriter.Null, TextWriter.Null, "")).Subcommands.SelectMany(VerbsOf).ToArray();
        Assert.InRange(verbs.Length, 25, 100);
        foreach (var verb in verbs)
        {
            var help = (await tool.RunAsync([.. ToolCommand.PathOf(verb).Split(' ').Skip(1), "--help"])).Done();
            Assert.NotEmpty(Examples.Of(verb));
            Assert.All(Examples.Of(verb), example => Assert.Contains($"  {example}", help.Output, StringComparison.Ordinal));
        }

        // A new example belongs to a verb.
        Assert.Equal(Examples.All.Order(), verbs.SelectMany(Examples.Of).Order());
    }

    [Fact]
    public async Task Every_example_does_what_it_shows()
    {
        using var tool = new ToolInProcess((await silo.RunAsync()).Address) { Width = 80 };
        await WriteAsync(tool, "token.txt", "a-token");
        await WriteAsync(
            tool,
            "people.jsonl",
            """
            {"type": "person", "uuid": "23d2dfc7-6ceb-47cf-97ed-db6beadcb09b", "validities": [{"values": {"user_key": "ane", "given_name": "Ane", "surname": "Berg"}}]}
            """);
        string? token = null;
        foreach (var example in Examples.All)
        {
            if (example.Contains("$TOKEN", StringComparison.Ordinal))
                token ??= TokenIn((await tool.RunAsync("fetch", "billing", "--wait", "5s")).Done());
            var arguments = CommandLineParser.SplitCommandLine(example.Replace("$TOKEN", token, StringComparison.Ordinal))
                .Select(word => word is "token.txt" or "people.jsonl" ? Path.Combine(tool.Folder, word) : word).ToArray();
            Assert.Equal("mocluster", arguments[0]);
            var answer = (await RunAsync(tool, example, arguments[1..])).Done();
            Assert.False(answer.Output.Length == 0 && answer.Errors.Length == 0, $"{example} shows nothing.");
            token = arguments[1] switch { "fetch" => TokenIn(answer), "nack" or "park" or "ack" => null, _ => token };
        }
    }

    private static Task WriteAsync(ToolInProcess tool, string file, string text) =>
        File.WriteAllTextAsync(Path.Combine(tool.Folder, file), text, TestContext.Current.CancellationToken);

    /// <summary>Runs an example; one that goes on until Ctrl-C is ended once it has shown something.</summary>
    private static async Task<ToolAnswer> RunAsync(ToolInProcess tool, string example, string[] arguments)
    {
        if (!example.Contains("--watch", StringComparison.Ordinal) && (arguments[0] != "listen" || example.Contains("--count", StringComparison.Ordinal)))
            return await tool.RunAsync(arguments);
        var running = tool.Start(arguments);
        await running.SeenAsync(arguments[0] == "listen" ? running.Errors : running.Output, "Ctrl-C ends.");
        return await running.InterruptAsync();
    }

    private static string TokenIn(ToolAnswer fetched) => fetched.Lines[^1];

    private static IEnumerable<Verb> VerbsOf(Command command) => new[] { command }.OfType<Verb>().Concat(command.Subcommands.SelectMany(VerbsOf));
}
