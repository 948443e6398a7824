using System.Diagnostics;

namespace MoCluster.Tests.Triggers.Modules;

/// <summary>Runs a customer's commands in a folder of their own, with a home folder of their own, so that nothing of them stays on the machine.</summary>
internal static class CustomerShell
{
    /// <summary>Runs a program that must succeed.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string folder, string program, string[] arguments, string? input = null, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // No process of the build stays, and packages are those of the machine.
        (string, string)[] always =
        [
            ("HOME", folder), ("TMPDIR", folder), ("DOTNET_CLI_HOME", folder), ("NUGET_PACKAGES", Packages), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
            ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"), ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"),
        ];
        foreach (var (name, value) in always.Concat(variables))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{await errors}");
        return output;
    }

    private static string Packages => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
