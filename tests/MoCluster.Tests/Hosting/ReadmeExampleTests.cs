using System.Diagnostics;
using System.Text.RegularExpressions;
using MoCluster.History.Workload;
using MoCluster.Tests.Architecture;

namespace MoCluster.Tests.Hosting;

/// <summary>The README's worked example does what the README says.</summary>
public sealed partial class ReadmeExampleTests
{
    [Fact]
    public async Task The_whole_path_with_curl()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "The README's example is for bash and curl.");
        var example = Example().Match(await File.ReadAllTextAsync(Repository.PathOf("README.md"), TestContext.Current.CancellationToken));
        Assert.True(example.Success, "README.md has no ```sh block.");
        using var directory = new TemporaryDirectory();
        await using var run = await SiloRun.StartAsync(directory.Path);

        var lines = await BashAsync(example.Groups["lines"].Value, run.Address.GetLeftPart(UriPartial.Authority));
        Assert.DoesNotContain(lines, line => line.Contains("\"errors\"", StringComparison.Ordinal));
        Assert.Equal(
            [
                """{"data":{"facet_create":{"uuid":"4e337d8e-1fd2-4449-8110-e0c8a22958ed"}}}""",
                """{"data":{"class_create":{"uuid":"32547559-cfc1-4d97-94c6-70b192eff825"}}}""",
            ],
            lines[..2]);
        var unit = Uuid().Match(lines[2]).Value;
        Assert.Contains($"\"subject\":\"{unit}\"", lines[3], StringComparison.Ordinal);
        Assert.Equal(["""{"data":{"event_acknowledge":true}}""", """{"data":{"event_fetch":null}}"""], lines[4..]);
    }

    private static async Task<string[]> BashAsync(string script, string address)
    {
        var start = new ProcessStartInfo("bash", ["-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MO"] = address;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    [GeneratedRegex("```sh\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}
