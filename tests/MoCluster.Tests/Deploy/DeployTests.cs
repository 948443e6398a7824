using System.Collections.Immutable;
using System.Diagnostics;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Tests.Architecture;
using YamlDotNet.RepresentationModel;

namespace MoCluster.Tests.Deploy;

/// <summary>The files of <c>deploy/</c> fit the silo, and Kubernetes can read them.</summary>
public sealed class DeployTests
{
    [Fact]
    public void Every_setting_is_known_to_the_silo_and_has_a_valid_value()
    {
        var settings = DeployedSettings.All();
        Assert.True(settings.Count > 20, $"Only {settings.Count} settings were found.");
        foreach (var (file, key, value) in settings)
        {
            if (key.StartsWith("Logging:LogLevel:", StringComparison.Ordinal))
                continue;
            Assert.True(SettingsTable.Keys.Contains(key), $"{file} sets {key}, which is no setting of the silo.");
            if (value is not null)
                Assert.DoesNotContain(ProblemsOf(key, value), problem => problem.StartsWith($"{key} is '", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("development", 2)]
    [InlineData("production", 3)]
    public async Task Kustomize_renders_what_a_cluster_needs(string overlay, int silos)
    {
        var objects = await RenderAsync(overlay);
        var kinds = objects.Select(item => Text(item, "kind")).ToHashSet();
        Assert.Superset(new HashSet<string>(["ConfigMap", "Deployment", "Job", "NetworkPolicy", "PodDisruptionBudget", "Service", "ServiceAccount"]), kinds);

        var deployment = objects.Single(item => Text(item, "kind") == "Deployment");
        Assert.Equal($"{silos}", Text(deployment, "spec", "replicas"));
        Assert.Equal(("0", "1"), (Text(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable"), Text(deployment, "spec", "strategy", "rollingUpdate", "maxSurge")));
        var pod = At(deployment, "spec", "template", "spec");
        Assert.Equal("false", Text(pod, "automountServiceAccountToken"));
        Assert.Equal("true", Text(pod, "securityContext", "runAsNonRoot"));
        var silo = ((YamlSequenceNode)At(pod, "containers")).Cast<YamlMappingNode>().Single(container => Text(container, "name") == "silo");
        Assert.Equal(
            ("/health/ready", "/health/ready", "/health/live"),
            (Path("startupProbe"), Path("readinessProbe"), Path("livenessProbe")));
        Assert.DoesNotContain("cpu", ((YamlMappingNode)At(silo, "resources", "limits")).Children.Keys.Select(key => key.ToString()));
        var grace = int.Parse(Text(pod, "terminationGracePeriodSeconds"));
        Assert.True(grace > 10 + int.Parse(Text(silo, "lifecycle", "preStop", "sleep", "seconds")), "The pod is killed before the silo has stopped.");

        // Everything that pods name must exist under the name that kustomize gave it.
        var maps = objects.Where(item => Text(item, "kind") == "ConfigMap").Select(item => Text(item, "metadata", "name")).ToArray();
        Assert.Contains(Text((YamlMappingNode)((YamlSequenceNode)At(silo, "envFrom"))[0], "configMapRef", "name"), maps);
        var selector = At(deployment, "spec", "selector", "matchLabels").ToString();
        Assert.Equal(selector, At(objects.Single(item => Text(item, "kind") == "PodDisruptionBudget"), "spec", "selector", "matchLabels").ToString());

        string Path(string probe) => Text(silo, probe, "httpGet", "path");
    }

    [Fact]
    public void Every_alert_has_a_page_in_the_runbook()
    {
        var runbook = File.ReadAllLines(Repository.PathOf("deploy", "RUNBOOK.md"));
        using var text = File.OpenText(Repository.PathOf("deploy", "kubernetes", "overlays", "production", "alerts.yaml"));
        var alerts = DeployedSettings.Read(text).SelectMany(document => document.AllNodes).OfType<YamlMappingNode>()
            .Where(node => node.Children.ContainsKey("alert")).Select(node => Text(node, "alert")).ToArray();
        Assert.True(alerts.Length > 3);
        Assert.All(alerts, alert => Assert.Contains($"### {alert}", runbook));
    }

    [Fact]
    public void The_image_runs_the_silo_as_an_unprivileged_user()
    {
        var lines = File.ReadAllLines(Repository.PathOf("deploy", "Dockerfile"));
        Assert.Contains(lines, line => line.Contains("publish silo/MoCluster.Silo.csproj", StringComparison.Ordinal));
        Assert.Equal("USER 1654:1654", lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)));
        Assert.True(File.Exists(Repository.PathOf("silo", "MoCluster.Silo.csproj")));
    }

    [Fact]
    public void The_customer_directory_is_mounted_where_the_silo_of_the_image_looks()
    {
        var folder = File.ReadAllLines(Repository.PathOf("deploy", "Dockerfile")).Last(line => line.StartsWith("WORKDIR ", StringComparison.Ordinal))[8..];
        var expected = $"{folder}/{new TriggersOptions().Directory}";
        using var text = File.OpenText(Repository.PathOf("deploy", "kubernetes", "components", "customer", "directory.yaml"));
        var pod = At(DeployedSettings.Read(text).Single(), "spec", "template", "spec");
        foreach (var container in ((YamlSequenceNode)At(pod, "containers")).Concat((YamlSequenceNode)At(pod, "initContainers")))
        {
            var mount = Assert.Single((YamlSequenceNode)At(container, "volumeMounts"));
            Assert.Equal((expected, Text(((YamlSequenceNode)At(pod, "volumes"))[0], "name")), (Text(mount, "mountPath"), Text(mount, "name")));
        }

        Assert.Contains($":{expected}:ro", File.ReadAllText(Repository.PathOf("deploy", "compose.yaml")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("silo/MoCluster.Silo.csproj")]
    [InlineData("tests/MoCluster.Benchmarks/MoCluster.Benchmarks.csproj")]
    public void The_silo_and_the_benchmarks_use_the_same_garbage_collector_settings(string project) =>
        Assert.Contains("<ServerGarbageCollection>true</ServerGarbageCollection>", File.ReadAllText(Repository.PathOf(project)), StringComparison.Ordinal);

    private static ImmutableArray<string> ProblemsOf(string key, string value)
    {
        try
        {
            Settings.Read($"{key}={value}");
            return [];
        }
        catch (ConfigurationException wrong)
        {
            return wrong.Problems;
        }
    }

    private static async Task<YamlMappingNode[]> RenderAsync(string overlay)
    {
        var start = new ProcessStartInfo("kubectl", ["kustomize", Repository.PathOf("deploy", "kubernetes", "overlays", overlay)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var kubectl = Process.Start(start)!;
            var errors = kubectl.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var rendered = await kubectl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await kubectl.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(kubectl.ExitCode == 0, await errors);
            return [.. DeployedSettings.Read(new StringReader(rendered))];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("kubectl is not installed, which renders the files of deploy/kubernetes");
            throw;
        }
    }

    private static YamlNode At(YamlNode node, params string[] path) => path.Aggregate(node, (at, name) => at[name]);

    private static string Text(YamlNode node, params string[] path) => ((YamlScalarNode)At(node, path)).Value!;
}
