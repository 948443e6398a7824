using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using MoCluster.Reference.Node;
using MoCluster.Tests.Architecture;

[assembly: AssemblyFixture(typeof(NodeInstallation))]

namespace MoCluster.Reference.Node;

/// <summary>
/// The reference implementations, as the lock file names them: Node from this machine, the packages installed once under artifacts/.
/// Where either cannot be had, the tests that want them are skipped, with the reason.
/// </summary>
public sealed class NodeInstallation
{
    /// <summary>graphql-http's audit calls the fetch that came with it.</summary>
    private const int OldestMajorVersion = 18;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Sources = Repository.PathOf("tests", "MoCluster.Reference", "node");

    private readonly Lazy<Task<Found>> _found = new(FindAsync);

    /// <summary>The text of a file beside the scripts.</summary>
    internal static string TextOf(string file) => File.ReadAllText(Path.Combine(Sources, file));

    /// <summary>Starts one of the scripts, or skips the test.</summary>
    internal async Task<NodeProcess> StartAsync(string script)
    {
        var (packages, missing) = await _found.Value;
        Assert.SkipWhen(packages is null, missing ?? "");
        return new NodeProcess(Path.Combine(Sources, script), packages!);
    }

    private static async Task<Found> FindAsync()
    {
        if (await RunAsync("node", ["--version"], Sources) is not { } version)
            return new Found(null, "There is no node on the PATH.");
        var major = version.Output.TrimStart('v').Split('.')[0];
        if (!int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < OldestMajorVersion)
            return new Found(null, $"Node {OldestMajorVersion} or later is needed; this is {version.Output.Trim()}.");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Sources, "package-lock.json"))));
        var folder = Repository.PathOf("artifacts", "node", hash[..16]);
        var packages = Path.Combine(folder, "node_modules");
        return Directory.Exists(packages) ? new Found(packages, null) : await InstallAsync(folder, packages);
    }

    /// <summary>Installs beside and renames at the end: what is there is whole.</summary>
    private static async Task<Found> InstallAsync(string folder, string packages)
    {
        var unfinished = Directory.CreateDirectory($"{folder}.{Environment.ProcessId}").FullName;
        try
        {
            foreach (var file in new[] { "package.json", "package-lock.json" })
                File.Copy(Path.Combine(Sources, file), Path.Combine(unfinished, file));
            string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--fetch-timeout=20000"];
            if (await RunAsync(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments, unfinished) is not { } installed)
                return new Found(null, "There is no npm on the PATH.");
            // The lock file contradicts its own project, or the registry the lock file: that is an error, not a lack.
            Assert.DoesNotContain("EUSAGE", installed.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("EINTEGRITY", installed.Errors, StringComparison.Ordinal);
            if (installed.ExitCode != 0)
                return new Found(null, $"npm ci could not install the packages: {installed.Errors.Trim().ReplaceLineEndings(" ")}");
            if (!Directory.Exists(folder))
                Directory.Move(unfinished, folder);
            return new Found(packages, null);
        }
        finally
        {
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
        }
    }

    /// <summary>Runs a program to its end; null where there is none of that name.</summary>
    private static async Task<(int ExitCode, string Output, string Errors)?> RunAsync(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            return null;
        }

        using (process)
        using (var patience = new CancellationTokenSource(Patience))
        {
            var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return (-1, "", $"{program} {arguments[0]} took longer than {Patience.TotalSeconds} s.");
            }

            return (process.ExitCode, await output, await errors);
        }
    }

    /// <summary>Where the packages are, or why they are not.</summary>
    private sealed record Found(string? Packages, string? Missing);
}
