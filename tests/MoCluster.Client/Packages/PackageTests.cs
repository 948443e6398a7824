using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MoCluster.Client.Tests.Fixtures;
using MoCluster.History.Workload;
using MoCluster.Tests.Architecture;

namespace MoCluster.Client.Tests.Packages;

/// <summary>What is packed is what a program outside the repository needs, and the example of its README runs there.</summary>
public sealed partial class PackageTests(ClientSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_library_is_packed_and_its_example_runs_against_the_package()
    {
        using var directory = new TemporaryDirectory();
        var packages = Directory.CreateDirectory(Path.Combine(directory.Path, "packages")).FullName;
        await DotnetAsync(directory.Path, ["pack", Repository.PathOf("client/MoCluster.Client"), "-c", "Release", "--no-build", "-o", packages]);
        CheckContents(packages);

        var program = Directory.CreateDirectory(Path.Combine(directory.Path, "program")).FullName;
        var address = (await silo.RunAsync()).Address;
        await WriteProgramAsync(program, packages, address);
        await DotnetAsync(program, ["build", "-c", "Release", "-o", Path.Combine(program, "out")]);
        using var running = Start(program, [Path.Combine(program, "out", "Program.dll")]);
        try
        {
            // Its listener gets what comes after its declaration.
            await using var mo = await silo.ConnectAsync();
            var mine = new ListenerFilter { UserKeys = ["my-integration"] };
            while (!await mo.Listeners.FindAsync(mine, Cancellation).AnyAsync(Cancellation))
                Assert.False(running.HasExited, running.HasExited ? await running.StandardError.ReadToEndAsync(Cancellation) : "");
            var person = Guid.NewGuid();
            await CreatePersonAsync(address, person);
            Assert.Equal($"person {person:D} changed", await running.StandardOutput.ReadLineAsync(Cancellation));
        }
        finally
        {
            running.Kill();
            await running.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static void CheckContents(string packages)
    {
        using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(packages, "MoCluster.Client.*.nupkg")));
        var names = package.Entries.Select(entry => entry.FullName).ToArray();
        Assert.Superset(new HashSet<string> { "README.md", "lib/net10.0/MoCluster.Client.dll", "lib/net10.0/MoCluster.Client.xml" }, names.ToHashSet());
        using var specification = package.GetEntry("MoCluster.Client.nuspec")!.Open();
        var described = XDocument.Load(specification).Root!;
        Assert.Equal(["Polly.Core"], described.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value));
        Assert.NotEmpty(described.Descendants().Single(element => element.Name.LocalName == "description").Value);
        using var symbols = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(packages, "MoCluster.Client.*.snupkg")));
        Assert.Contains(symbols.Entries, entry => entry.FullName == "lib/net10.0/MoCluster.Client.pdb");
    }

    /// <summary>Writes the example of the README as a program, with the address of a silo.</summary>
    private static async Task WriteProgramAsync(string folder, string packages, Uri address)
    {
        var readme = await File.ReadAllTextAsync(Repository.PathOf("client/MoCluster.Client/README.md"), Cancellation);
        var example = Example().Match(readme).Groups["code"].Value;
        Assert.Contains("http://127.0.0.1:8080", example, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), example.Replace("http://127.0.0.1:8080", address.OriginalString, StringComparison.Ordinal), Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{packages}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(folder, "restored")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{GlobalPackages}" /></fallbackPackageFolders>
            </configuration>
            """, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="MoCluster.Client" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """, Cancellation);
    }

    private static string GlobalPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

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

    private static async Task DotnetAsync(string folder, string[] arguments)
    {
        using var process = Start(folder, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
    }

    private static Process Start(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return Process.Start(start)!;
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
