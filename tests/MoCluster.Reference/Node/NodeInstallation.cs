using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using MoCluster.Reference.Node;
using MoCluster.Tests.Architecture;

[assembly: AssemblyFixture(typeof(NodeInstallation))]

namespace MoCluster.Reference.Node;

/// <summary>
/// Provides the reference implementations: Node from the PATH, and the packages of the lock file, installed once under artifacts/.
/// If either is not available, the tests that need them are skipped, with the reason.
/// </summary>
public sealed class NodeInstallation
{
    /// <summary>The first version with fetch, which the audit of graphql-http calls.</summary>
    private const int OldestMajorVersion = 18;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Sources = Repository.PathOf("tests", "MoCluster.Reference", "node");

    private readonly Lazy<Task<string?>> _obstacle;
    private readonly Lazy<Task<Found>> _found;

    /// <summary>Looks for nothing yet; the first test that needs Node does.</summary>
    public NodeInstallation()
    {
        _obstacle = new Lazy<Task<string?>>(ObstacleAsync);
        _found = new Lazy<Task<Found>>(FindAsync);
    }

    /// <summary>Reads a file from the folder of the scripts.</summary>
    internal static string TextOf(string file) => File.ReadAllText(Path.Combine(Sources, file));

    /// <summary>Starts a script, or skips the test if Node or the packages are missing.</summary>
    internal async Task<NodeProcess> StartAsync(string script)
    {
        var (packages, missing) = await _found.Value;
        Assert.SkipWhen(packages is null, missing ?? "");
        return new NodeProcess(Path.Combine(Sources, script), packages!);
    }

    /// <summary>Starts a script that needs no packages, or skips the test if Node is missing.</summary>
    internal async Task<NodeProcess> StartPlainAsync(string script)
    {
        var obstacle = await _obstacle.Value;
        Assert.SkipWhen(obstacle is not null, obstacle ?? "");
        return new NodeProcess(Path.Combine(Sources, script), "");
    }

    /// <summary>Says why scripts cannot run; null if they can.</summary>
    private static async Task<string?> ObstacleAsync()
    {
        if (await RunAsync("node", ["--version"], Sources) is not { } version)
            return "There is no node on the PATH.";
        var major = version.Output.TrimStart('v').Split('.')[0];
        return int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= OldestMajorVersion
            ? null
            : $"Node {OldestMajorVersion} or later is needed; this is {version.Output.Trim()}.";
    }

    private async Task<Found> FindAsync()
    {
        if (await _obstacle.Value is { } obstacle)
            return new Found(null, obstacle);
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Sources, "package-lock.json"))));
        var folder = Repository.PathOf("artifacts", "node", hash[..16]);
        var packages = Path.Combine(folder, "node_modules");
        return Directory.Exists(packages) ? new Found(packages, null) : await InstallAsync(folder, packages);
    }

    /// <summary>Installs into another folder and renames it at the end, so that the folder is always complete.</summary>
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
            // The lock file contradicts package.json, or the registry contradicts the lock file. That is an error, so the test fails.
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

    /// <summary>Runs a program to its end. Returns null if there is none of that name on the PATH.</summary>
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

    /// <summary>The folder of the packages, or the reason why they are missing.</summary>
    private sealed record Found(string? Packages, string? Missing);
}
