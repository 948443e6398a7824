using System.Diagnostics;
using MoCluster.Client.Tests.Fixtures;
using MoCluster.History.Workload;
using MoCluster.Tests.Architecture;

namespace MoCluster.Client.Tests.Packages;

/// <summary>The tool is packed, and what is installed from the package runs: alone, in a pipe, and as what a shell asks for completions.</summary>
public sealed class ToolPackageTests(ClientSilo silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_installed_tool_runs()
    {
        using var directory = new TemporaryDirectory();
        var packages = Path.Combine(directory.Path, "packages");
        await RunAsync(directory.Path, "dotnet", ["pack", Repository.PathOf("client/MoCluster.Cli"), "-c", "Release", "--no-build", "-o", packages]);
        var configuration = Path.Combine(directory.Path, "nuget.config");
        await File.WriteAllTextAsync(configuration, $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{packages}" /></packageSources>
            </configuration>
            """, Cancellation);
        var tools = Path.Combine(directory.Path, "tools");
        await RunAsync(directory.Path, "dotnet", ["tool", "install", "MoCluster.Cli", "--tool-path", tools, "--configfile", configuration]);

        var tool = Path.Combine(tools, OperatingSystem.IsWindows() ? "mocluster.exe" : "mocluster");
        var address = (await silo.RunAsync()).Address.OriginalString;
        Assert.Contains(address, await RunAsync(directory.Path, tool, ["health", "--server", address, "--json"]), StringComparison.Ordinal);
        Assert.Contains("  mocluster [command] [options]", await RunAsync(directory.Path, tool, ["--help"]), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            await CheckShellAsync(directory.Path, tools, address);
    }

    /// <summary>Checks what only a shell and a real pipe show.</summary>
    private static async Task CheckShellAsync(string folder, string tools, string address)
    {
        var completed = await RunAsync(folder, "bash", ["-c", $"""
            PATH="{tools}:$PATH"
            source <(mocluster completion bash)
            COMP_LINE='mocluster listeners p' COMP_POINT=21 COMP_WORDS=(mocluster listeners p) COMP_CWORD=2
            _mocluster
            echo "$COMPREPLY"
            """]);
        Assert.Equal("pause", completed.Trim());
        var cut = await RunAsync(folder, "bash", ["-c", $"""
            PATH="{tools}:$PATH"
            mocluster listeners declare MO person piped --server {address} >/dev/null
            mocluster listeners --watch 1ms --json --server {address} | head -n 1 >/dev/null
            echo "$PIPESTATUS"
            """]);
        Assert.Equal("0", cut.Trim());
    }

    private static async Task<string> RunAsync(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_HOME"] = folder;
        start.Environment["MOCLUSTER_CONFIG"] = folder;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
        return await output;
    }
}
