using MoCluster.History.Workload;

namespace MoCluster.Faults.Sqlite;

/// <summary>Runs the verbs of the embedded store in processes of their own.</summary>
internal static class SiloVerbs
{
    /// <summary>The settings of a silo on a directory.</summary>
    public static string[] Store(string directory) => ["Store:Kind=Sqlite", $"Store:Directory={directory}"];

    /// <summary>Runs a verb that must succeed.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> DoneAsync(string verb, string? file, string directory)
    {
        var (exitCode, output, errors) = await RunAsync(verb, file, directory);
        Assert.True(exitCode == 0, output + errors);
        return output;
    }

    /// <summary>Runs a verb that must fail with one sentence and print nothing else.</summary>
    /// <returns>The sentence.</returns>
    public static async Task<string> RefusedAsync(string verb, string? file, string directory)
    {
        var (exitCode, output, errors) = await RunAsync(verb, file, directory);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        return errors;
    }

    /// <summary>Runs a verb.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(string verb, string? file, string directory)
    {
        string[] named = file is null ? [verb] : [verb, file];
        return SiloRun.RunToEndAsync([.. named, .. Store(directory)]);
    }
}
