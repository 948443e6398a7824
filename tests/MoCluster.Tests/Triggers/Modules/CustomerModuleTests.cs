using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;
using MoCluster.Tests.Architecture;

namespace MoCluster.Tests.Triggers.Modules;

/// <summary>What a customer does: builds a module in a folder of his own, puts it into the customer directory, and sees it veto.</summary>
public sealed partial class CustomerModuleTests : IDisposable
{
    private const string Person = "mutation($surname: String!) { employee_create(input: {given_name: \"Donald\", surname: $surname}) { uuid } }";

    private readonly TemporaryDirectory _folder = new();

    private string Customer => Path.Combine(_folder.Path, "customer");

    [Fact]
    public async Task The_sample_vetoes_with_a_setting_and_a_package_of_its_own()
    {
        await BuildSampleAsync();
        await using (var run = await SiloRun.StartAsync(
            null, $"Triggers:Directory={Customer}", """TRIGGER_MODULES=["customer.triggers.andeby"]""", "customer.trigger.andeby.duck_function.FACTOR=1"))
        {
            Assert.Contains($"Trigger module customer.triggers.andeby of {Path.Combine(Customer, "Customer", "Customer.dll")}: duck_function", run.Log, StringComparison.Ordinal);
            await run.Http.AskAsync(Person, new { surname = "And" });
            var refused = await run.Http.FailAsync(Person, new { surname = "And-And" });
            Assert.Equal(
                """{"error":true,"error_key":"E_INTEGRATION_ERROR","status":400,"description":"The surname has 2 ducks. Choose another.","field":"surname","factor":1}""",
                JsonSerializer.Serialize(refused.GetProperty("extensions").GetProperty("error_context")));

            // The silo's own version of the package is another.
            Assert.NotEqual(2, AssemblyName.GetAssemblyName(Path.Combine(AppContext.BaseDirectory, "Humanizer.dll")).Version!.Major);
            await run.StopAsync();
            Assert.Contains("is refused; Humanizer 2.14.0.0 says why", run.Log, StringComparison.Ordinal);
        }

        // Without the package beside it, the module does not get the silo's.
        var alone = Directory.CreateDirectory(Path.Combine(_folder.Path, "alone"));
        File.Copy(Path.Combine(Customer, "Customer", "Customer.dll"), Path.Combine(alone.FullName, "Customer.dll"));
        var (exitCode, output, errors) = await SiloRun.RunToEndAsync($"Triggers:Directory={alone.FullName}", "Triggers:Modules=customer.triggers.andeby");
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Equal(
            "MoCluster cannot start: the trigger module customer.triggers.andeby does not load: it needs the assembly Humanizer 2.14.0.0, which is neither "
            + "beside it nor a part of .NET or of the module API. Copy what 'dotnet publish' writes.",
            errors.Trim());
    }

    [Fact]
    public async Task The_page_leads_from_nothing_to_a_veto()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "The page's commands are for bash and curl.");
        var page = await File.ReadAllTextAsync(Repository.PathOf("modules/README.md"), TestContext.Current.CancellationToken);
        var (build, ask) = Script().Matches(page).Select(match => match.Groups["lines"].Value).ToArray() is [var first, var second] ? (first, second) : default;
        Assert.NotNull(build);

        // The build is offline: the template needs no package.
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "nuget.config"), "<configuration><packageSources><clear/></packageSources></configuration>", TestContext.Current.CancellationToken);
        await CustomerShell.RunAsync(
            _folder.Path, "bash", ["-es"], build, ("SILO", AppContext.BaseDirectory), ("TEMPLATE", Repository.PathOf("modules/template")));

        var start = Start().Match(page);
        await using var run = await SiloRun.StartAsync(
            null, $"Triggers:Directory={Customer}", $"TRIGGER_MODULES={start.Groups["modules"].Value}", start.Groups["setting"].Value);
        var answers = (await CustomerShell.RunAsync(_folder.Path, "bash", ["-es"], ask, ("MO", run.Address.GetLeftPart(UriPartial.Authority))))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToArray();
        var errors = Context().Match(page).Groups["json"].Value;
        Assert.Equal([false, false, true, false], answers.Select(answer => answer.TryGetProperty("errors", out _)));
        var context = answers[2].GetProperty("errors")[0].GetProperty("extensions").GetProperty("error_context");
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(errors), context), context.GetRawText());
    }

    public void Dispose() => _folder.Dispose();

    private async Task BuildSampleAsync()
    {
        var source = Directory.CreateDirectory(Path.Combine(_folder.Path, "source"));
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("modules/Samples/Customer")))
            File.Copy(file, Path.Combine(source.FullName, Path.GetFileName(file)));
        await CustomerShell.RunAsync(
            _folder.Path, "dotnet",
            ["build", source.FullName, "-c", "Release", "-o", Path.Combine(Customer, "Customer"), $"-p:MoCluster={AppContext.BaseDirectory}", "-v", "quiet"]);
    }

    [GeneratedRegex("```sh\n(?<lines>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex(@"^    TRIGGER_MODULES=(?<modules>\S+) \./mo up -- (?<setting>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Start();

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Context();
}
