using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using MoCluster.History.Workload;
using MoCluster.Tests.Api.Fixtures;

namespace MoCluster.Tests.Triggers.Modules;

/// <summary>A module that does not load names itself and the reason, and does no harm.</summary>
public sealed class FaultyModuleTests : IDisposable
{
    private static readonly string Faulty = Path.Combine(AppContext.BaseDirectory, "MoCluster.FaultyModules.dll");

    private static readonly string[] Named =
    [
        "Faulty.WholeModule", "Faulty.ThrowingConstructor", "Faulty.WantingConstructor", "Faulty.ThrowingRegister", "Faulty.TwiceNamed", "Faulty.HangingModule",
        "Faulty.Unswitchable", "Faulty.NoModule", "Faulty.AbstractModule", "Faulty.Nowhere", "faulty.nowhere",
    ];

    private readonly TemporaryDirectory _customer = new();

    private string[] Settings =>
    [
        $"Triggers:Directory={_customer.Path}", $"Triggers:Modules={string.Join(", ", Named)}", "Triggers:LoadTimeout=00:00:01",
        "Faulty.WholeModule.off.enabled=false", "Faulty:WholeModule:say:WHAT=quack", "Faulty.Unswitchable.some.disabled=perhaps",
    ];

    [Fact]
    public async Task Every_reason_is_named_and_the_others_run_if_the_configuration_allows_it()
    {
        Copy("flat.dll");
        await using var run = await SiloRun.StartAsync(null, [.. Settings, "Triggers:RequireModules=false"]);
        var lines = (await run.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        AssertReasons(lines, "ready, but ");
        Assert.Equal(lines.Length, run.Log.Split('\n').Count(line => line.Contains(
            "MoCluster.Triggers[33] Triggers:RequireModules is false, so the process runs without a trigger module: ", StringComparison.Ordinal)));

        var refused = await run.Http.FailAsync("mutation { employee_create(input: {given_name: \"Donald\", surname: \"And\"}) { uuid } }");
        Assert.Equal("Trigger 'say' refused: quack True True 100", refused.Message());
        await run.StopAsync();
        Assert.Contains("Faulty.WholeModule[0] registered False and True", run.Log, StringComparison.Ordinal);
        Assert.Contains("Trigger module Faulty.WholeModule: its settings disable off", run.Log, StringComparison.Ordinal);
        Assert.Contains("Faulty.WholeModule[0] disposed", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_default_the_process_does_not_start()
    {
        Directory.CreateDirectory(Path.Combine(_customer.Path, "deep"));
        Copy("deep/Deep.dll");
        var (exitCode, output, errors) = await SiloRun.RunToEndAsync(Settings);
        Assert.Equal((2, ""), (exitCode, output));
        AssertReasons([.. errors.Split('\n').Where(line => line.StartsWith("MoCluster cannot start: ", StringComparison.Ordinal))], "MoCluster cannot start: ");
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_twice_an_unreadable_file_and_a_missing_directory_are_named()
    {
        Copy("one.dll");
        Copy("two.dll");
        await File.WriteAllTextAsync(Path.Combine(_customer.Path, "text.dll"), "no assembly", TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                $"Faulty.NoModule does not load: 2 classes have this name, in '{Path.Combine(_customer.Path, "one.dll")}' and in "
                + $"'{Path.Combine(_customer.Path, "two.dll")}'. Leave one of them there.",
                $"Other.Module does not load: no assembly in '{_customer.Path}' has a class of this name; the modules there are "
                + "Faulty.AbstractModule, Faulty.HangingModule, Faulty.ThrowingConstructor, Faulty.ThrowingRegister, Faulty.TwiceNamed, Faulty.Unswitchable, "
                + $"Faulty.WantingConstructor, Faulty.WholeModule. '{Path.Combine(_customer.Path, "text.dll")}' is no .NET assembly.",
            ],
            await ReasonsAsync($"Triggers:Directory={_customer.Path}", "Triggers:Modules=Faulty.NoModule,Other.Module"));
        var nowhere = Path.Combine(_customer.Path, "nowhere");
        Assert.Equal(
            [$"A.B does not load: the directory '{nowhere}' (Triggers:Directory) does not exist."],
            await ReasonsAsync($"Triggers:Directory={nowhere}", "Triggers:Modules=A.B"));
    }

    [Fact]
    public async Task A_module_that_was_built_for_a_newer_NET_is_named()
    {
        Copy("newer.dll");
        DemandNewer(Path.Combine(_customer.Path, "newer.dll"), "System.Runtime");
        var reason = Assert.Single(await ReasonsAsync($"Triggers:Directory={_customer.Path}", "Triggers:Modules=faulty.wholemodule"));
        Assert.Matches(@"^faulty\.wholemodule does not load: it was built for System\.Runtime 99\.0\.0\.0, and the silo has \d+\.0\.0\.0\. Build it for \.NET \d+ \(TargetFramework net\d+\.0\)", reason);
    }

    [Fact]
    public async Task A_directory_without_named_modules_loads_nothing_and_says_so()
    {
        Copy("some.dll");
        await using var run = await SiloRun.StartAsync(null, $"Triggers:Directory={_customer.Path}");
        Assert.Equal("ready\n", await run.Http.GetStringAsync("/health/ready", TestContext.Current.CancellationToken));
        Assert.Single(run.Log.Split('\n'), line => line.EndsWith(
            $"info: MoCluster.Triggers[32] {_customer.Path} has assemblies, but Triggers:Modules (TRIGGER_MODULES) names no module; nothing is loaded", StringComparison.Ordinal));
    }

    public void Dispose() => _customer.Dispose();

    private static void AssertReasons(string[] lines, string start)
    {
        var expected = new Dictionary<string, string>
        {
            ["ThrowingConstructor"] = "its constructor threw System.InvalidOperationException: no licence",
            ["WantingConstructor"] = "its constructor takes something that it cannot get (Unable to resolve service for type 'System.Version'",
            ["ThrowingRegister"] = "its Register threw System.InvalidOperationException: no ducks",
            ["TwiceNamed"] = "its Register threw System.ArgumentException: Faulty.TwiceNamed: stage Before/employee/Create already has a trigger 'say', of Faulty.WholeModule.",
            ["HangingModule"] = "its constructor and Register did not end within Triggers:LoadTimeout, which is 00:00:01.",
            ["Unswitchable"] = "its Register threw System.ArgumentException: Faulty.Unswitchable.some.disabled is 'perhaps'; it must be true or false.",
            ["NoModule"] = "the class Faulty.NoModule does not implement MoCluster.Modules.ITriggerModule.",
            ["AbstractModule"] = "the class Faulty.AbstractModule is abstract, static or generic, or has no public constructor.",
            ["Nowhere"] = "no assembly in '",
        };
        Assert.Equal(expected.Count, lines.Length);
        Assert.All(expected, reason => Assert.Single(lines, line => line.Contains($"the trigger module Faulty.{reason.Key} does not load: {reason.Value}", StringComparison.Ordinal)));
        Assert.StartsWith(start, lines[0], StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> ReasonsAsync(params string[] settings)
    {
        const string Start = "MoCluster cannot start: the trigger module ";
        var (exitCode, output, errors) = await SiloRun.RunToEndAsync(settings);
        Assert.Equal((2, ""), (exitCode, output));
        return errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.StartsWith(Start, StringComparison.Ordinal) ? line[Start.Length..] : line);
    }

    /// <summary>Lets an assembly refer to version 99 of another.</summary>
    private static void DemandNewer(string path, string referred)
    {
        var bytes = File.ReadAllBytes(path);
        int row;
        using (var file = new PEReader([.. bytes]))
        {
            var metadata = file.GetMetadataReader();
            var handle = metadata.AssemblyReferences.Single(handle => metadata.StringComparer.Equals(metadata.GetAssemblyReference(handle).Name, referred));

            // A row of the table begins with the four parts of the version.
            row = file.PEHeaders.MetadataStartOffset + metadata.GetTableMetadataOffset(TableIndex.AssemblyRef)
                + ((MetadataTokens.GetRowNumber(handle) - 1) * metadata.GetTableRowSize(TableIndex.AssemblyRef));
        }

        BitConverter.TryWriteBytes(bytes.AsSpan(row), (ushort)99);
        File.WriteAllBytes(path, bytes);
    }

    private void Copy(string name) => File.Copy(Faulty, Path.Combine(_customer.Path, name));
}
