using System.Diagnostics;
using MoCluster.Client.Tests.Packages;
using MoCluster.History.Workload;
using MoCluster.Tests.Architecture;

[assembly: AssemblyFixture(typeof(PackedPackages))]

namespace MoCluster.Client.Tests.Packages;

/// <summary>The packages, packed once for all tests, and programs outside the repository that are built against them.</summary>
public sealed class PackedPackages : IDisposable
{
    /// <summary>The folders of the packages below the repository, a package after those that it needs.</summary>
    private static readonly string[] Folders =
    [
        "client/MoCluster.Client",
        "grain-interfaces",
        "client/MoCluster.Client.Orleans",
        "client/MoCluster.Client.AspNetCore",
        "client/MoCluster.Client.Hosting",
        "client/MoCluster.Client.Testing",
    ];

    /// <summary>The folder of the templates, which have no code to build before.</summary>
    private const string Templates = "client/templates";

    private readonly TemporaryDirectory _directory = new();
    private readonly Lazy<Task<string>> _packed;

    public PackedPackages() => _packed = new Lazy<Task<string>>(PackAsync);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string GlobalPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The folder with the packages.</summary>
    public Task<string> FolderAsync() => _packed.Value;

    /// <summary>Makes an empty folder outside the repository, in which the packages are the only ones besides those of the machine.</summary>
    public async Task<string> NewFolderAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_directory.Path, Guid.NewGuid().ToString("N"))).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{await FolderAsync()}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_directory.Path, "restored")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{GlobalPackages}" /></fallbackPackageFolders>
            </configuration>
            """, Cancellation);
        return folder;
    }

    /// <summary>Builds a program of one file.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="references">The packages that it names, each <c>NAME/VERSION</c>.</param>
    /// <returns>The assembly.</returns>
    public async Task<string> BuildAsync(string code, params string[] references)
    {
        var folder = await NewFolderAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), code, Cancellation);
        var named = references.Select(reference => $"<PackageReference Include=\"{reference.Split('/')[0]}\" Version=\"{reference.Split('/')[1]}\" />");
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                {string.Join("\n    ", named)}
              </ItemGroup>
            </Project>
            """, Cancellation);
        await DotnetAsync(folder, "build", "-c", "Release", "-o", Path.Combine(folder, "out"));
        return Path.Combine(folder, "out", "Program.dll");
    }

    /// <summary>Runs <c>dotnet</c> to its end, which must be a success.</summary>
    public static async Task<string> DotnetAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
        return await output;
    }

    /// <summary>Starts <c>dotnet</c>. The caller ends it.</summary>
    public static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        return Process.Start(start)!;
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> PackAsync()
    {
        var packages = Directory.CreateDirectory(Path.Combine(_directory.Path, "packages")).FullName;
        foreach (var folder in Folders)
            await DotnetAsync(_directory.Path, "pack", Repository.PathOf(folder), "-c", "Release", "--no-build", "-o", packages);
        await DotnetAsync(_directory.Path, "pack", Repository.PathOf(Templates), "-c", "Release", "-o", packages);
        return packages;
    }
}
