using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MoCluster.Client.Tests.Fixtures;
using MoCluster.Client.Tests.Samples;
using MoCluster.History.Workload;
using MoCluster.Silo.Cluster;
using MoCluster.Tests.Architecture;

namespace MoCluster.Client.Tests.Packages;

/// <summary>What is packed is what a program outside the repository needs, and the examples of the READMEs run there.</summary>
public sealed partial class PackageTests(ClientSilo silo, PackedPackages packages)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("MoCluster.Client", "Polly.Core")]
    [InlineData("MoCluster.Client.AspNetCore", "StandardWebhooks")]
    [InlineData("MoCluster.Client.Hosting", "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting", "MoCluster.Client")]
    [InlineData("MoCluster.Client.Testing", "MoCluster.Client")]
    [InlineData("MoCluster.GrainInterfaces", "Microsoft.Orleans.Sdk", "Microsoft.Orleans.Streaming")]
    [InlineData("MoCluster.Client.Orleans", "Microsoft.Orleans.Client", "Microsoft.Orleans.Connections.Security", "MoCluster.Client", "MoCluster.GrainInterfaces")]
    public async Task A_package_has_its_library_its_documents_and_its_symbols(string name, params string[] dependencies)
    {
        var folder = await packages.FolderAsync();
        using var package = await ZipFile.OpenReadAsync(Assert.Single(Directory.GetFiles(folder, $"{name}.0.*.nupkg")), Cancellation);
        var names = package.Entries.Select(entry => entry.FullName).ToArray();
        Assert.Superset(new HashSet<string> { "README.md", $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml" }, names.ToHashSet());
        await using var specification = await package.GetEntry($"{name}.nuspec")!.OpenAsync(Cancellation);
        var described = (await XDocument.LoadAsync(specification, System.Xml.Linq.LoadOptions.None, Cancellation)).Root!;
        var needed = described.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value);
        Assert.Equal(dependencies.Order(), needed.Order());
        Assert.NotEmpty(described.Descendants().Single(element => element.Name.LocalName == "description").Value);
        using var symbols = await ZipFile.OpenReadAsync(Assert.Single(Directory.GetFiles(folder, $"{name}.0.*.snupkg")), Cancellation);
        Assert.Contains(symbols.Entries, entry => entry.FullName == $"lib/net10.0/{name}.pdb");
    }

    [Fact]
    public async Task The_example_of_the_library_runs_against_its_package()
    {
        var run = await silo.RunAsync();
        var code = await ExampleAsync("client/MoCluster.Client/README.md", "http://127.0.0.1:8080", run.Address.OriginalString);
        await CheckExampleAsync(await packages.BuildAsync(code, "MoCluster.Client/0.1.0"), "my-integration", run);
    }

    [Fact]
    public async Task The_example_of_the_Orleans_client_runs_against_its_package()
    {
        var gateway = FreePort.Find(IPAddress.Loopback);
        await using var run = await SiloRun.StartAsync(directory: null, $"Cluster:GatewayPort={gateway}");
        var code = await ExampleAsync("client/MoCluster.Client.Orleans/README.md", "30000", $"{gateway}");
        await CheckExampleAsync(await packages.BuildAsync(code, "MoCluster.Client.Orleans/0.1.0"), "my-service", run);
    }

    [Fact]
    public async Task The_example_of_the_silo_for_tests_runs_with_nothing_but_its_package()
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("client/MoCluster.Client.Testing/README.md"), Cancellation);
        var program = await packages.BuildAsync(Example().Match(readme).Groups["code"].Value, "MoCluster.Client.Testing/0.1.0");
        Assert.Equal("order-1 is handled\n", (await PackedPackages.DotnetAsync(Path.GetDirectoryName(program)!, program)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_program_from_the_template_handles_events_as_it_is()
    {
        var run = await silo.RunAsync();
        var folder = await packages.NewFolderAsync();
        string[] own = ["--debug:custom-hive", Path.Combine(folder, "templates")];
        var template = Assert.Single(Directory.GetFiles(await packages.FolderAsync(), "MoCluster.Client.Templates.*.nupkg"));
        await PackedPackages.DotnetAsync(folder, ["new", "install", template, .. own]);
        var name = $"Payroll{Guid.NewGuid():N}";
        await PackedPackages.DotnetAsync(folder, ["new", "mocluster-integration", "--name", name, "--output", "program", "--server", run.Address.OriginalString, .. own]);
        await PackedPackages.DotnetAsync(folder, "build", "program", "-c", "Release", "-o", "out", "-warnaserror");

        await using var mo = await silo.ConnectAsync();
        await using var running = SampleRun.StartAt(Path.Combine(folder, "out", $"{name}.dll"), Path.Combine(folder, "out"));
        await running.SeenAsync("is declared", Cancellation);
        var created = await mo.Objects.People.CreateAsync(new PersonCreate { GivenName = "A", Surname = "B" }, cancellationToken: Cancellation);
        await running.SeenAsync($"Person {created.Uuid} changed", Cancellation);
    }

    /// <summary>Runs a program which declares a listener to persons and prints those that change.</summary>
    private static async Task CheckExampleAsync(string program, string listener, SiloRun run)
    {
        using var running = PackedPackages.Start(Path.GetDirectoryName(program)!, program);
        try
        {
            // Its listener gets what comes after its declaration.
            await using var mo = MoClient.Connect(run.Address);
            var declared = new ListenerFilter { UserKeys = [listener] };
            while (!await mo.Listeners.FindAsync(declared, Cancellation).AnyAsync(Cancellation))
                Assert.False(running.HasExited, running.HasExited ? await running.StandardError.ReadToEndAsync(Cancellation) : "");
            var person = Guid.NewGuid();
            await CreatePersonAsync(run.Address, person);

            // A host logs to the same output.
            string? line;
            do
                line = await running.StandardOutput.ReadLineAsync(Cancellation);
            while (line is not null && !line.Contains(" changed", StringComparison.Ordinal));
            Assert.Equal($"person {person:D} changed", line);
        }
        finally
        {
            running.Kill();
            await running.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>The example of a README, with a server of the test in the place of the one that it names.</summary>
    private static async Task<string> ExampleAsync(string readme, string named, string served)
    {
        var example = Example().Match(await File.ReadAllTextAsync(Repository.PathOf(readme), Cancellation)).Groups["code"].Value;
        Assert.Contains(named, example, StringComparison.Ordinal);
        return example.Replace(named, served, StringComparison.Ordinal);
    }

    private static async Task CreatePersonAsync(Uri address, Guid person)
    {
        using var http = SiloRun.CreateClient(address);
        using var content = new StringContent(
            $$$"""{"query":"mutation { employee_create(input: {uuid: \"{{{person}}}\", given_name: \"A\", surname: \"B\"}) { uuid } }"}""",
            System.Text.Encoding.UTF8,
            "application/json");
        using var answer = await http.PostAsync("/graphql", content, Cancellation);
        Assert.DoesNotContain("errors", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
