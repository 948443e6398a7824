using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MoCluster.Tests.Architecture;

/// <summary>References between the folders of the repository point one way (docs/architecture.md §2: silo → stores, grains → grain-interfaces).</summary>
public sealed partial class ArrowTests
{
    /// <summary>The folders that each folder may reference directly.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["modules"] = [],
        ["graphql"] = [],
        ["client/MoCluster.Client"] = [],
        ["client/MoCluster.Cli"] = ["client"],
        ["client/MoCluster.Client.AspNetCore"] = [],
        ["client/MoCluster.Client.Hosting"] = ["client"],
        ["client/MoCluster.Client.Testing"] = ["client"],
        ["client/MoCluster.Client.Orleans"] = ["client", "grain-interfaces"],
        ["grain-interfaces"] = [],
        ["grains"] = ["grain-interfaces", "modules"],
        ["stores"] = ["grains"],
        ["silo"] = ["stores", "grains", "grain-interfaces", "modules", "graphql"],
    };

    /// <summary>The packages that each folder may reference; tests may reference what they need.</summary>
    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["modules"] = ["Microsoft.Extensions.Configuration.Abstractions"],
        ["graphql"] = [],
        ["client/MoCluster.Client"] = ["Polly.Core"],
        ["client/MoCluster.Cli"] = ["Spectre.Console", "System.CommandLine"],
        ["client/MoCluster.Client.AspNetCore"] = ["StandardWebhooks"],
        ["client/MoCluster.Client.Hosting"] = ["Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting"],
        ["client/MoCluster.Client.Testing"] = [],
        ["client/MoCluster.Client.Orleans"] = ["Microsoft.Orleans.Client", "Microsoft.Orleans.Connections.Security"],
        ["grain-interfaces"] = ["Microsoft.Orleans."],
        ["grains"] = ["Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.Extensions.", "Microsoft.Orleans.Runtime"],
        ["stores"] = ["Npgsql", "SQLitePCLRaw.", "Microsoft.Extensions."],
        ["silo"] = ["Microsoft.AspNetCore.Authentication.JwtBearer", "Microsoft.AspNetCore.OpenApi", "Microsoft.Extensions.", "Microsoft.Orleans.", "Npgsql", "OpenTelemetry.", "RabbitMQ.Client", "StandardWebhooks"],
    };

    public static TheoryData<string> Folders() => [.. Allowed.Keys.Where(folder => Directory.Exists(Repository.PathOf(folder)))];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_references_only_the_folders_below_it(string folder)
    {
        var reached = ProjectOf(folder).Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(path => Path.GetRelativePath(Repository.Root, Path.GetFullPath(path, Repository.PathOf(folder))))
            .Select(path => path.Replace('\\', '/').Split('/')[0]);
        Assert.All(reached, target => Assert.Contains(target, Allowed[folder]));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_references_only_its_allowed_packages(string folder)
    {
        var named = ProjectOf(folder).Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value);
        Assert.All(named, package => Assert.Contains(AllowedPackages[folder], allowed => package.StartsWith(allowed, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_domain_references_no_assembly_that_does_input_or_output()
    {
        string[] forbidden = ["Npgsql", "Microsoft.AspNetCore", "System.Net", "System.IO.Pipes", "MoCluster.Stores", "MoCluster.Silo", "MoCluster.GraphQL"];
        var references = typeof(Grains.Storage.IStore).Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToArray();
        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.DoesNotContain(forbidden, start => name.StartsWith(start, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_folder_has_one_project_file()
    {
        var folders = Repository.Files().Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Path.GetDirectoryName).ToArray();
        Assert.True(folders.Length > Allowed.Count, $"Only {folders.Length} project files were found.");
        Assert.Equal(folders.Distinct(), folders);
    }

    [Fact]
    public void No_source_file_is_for_one_engine_alone()
    {
        var files = Repository.Files().Select(Path.GetFileName).ToArray();
        Assert.Contains("ArrowTests.cs", files);
        Assert.DoesNotContain(files, name => name!.EndsWith(".Orleans.cs", StringComparison.Ordinal) || name.EndsWith(".Embedded.cs", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_does_not_mention_the_simulator(string folder)
    {
        var sources = Repository.Files(folder).Where(file => Path.GetExtension(file) is ".cs" or ".csproj").ToArray();
        Assert.NotEmpty(sources);
        Assert.All(sources, file => Assert.DoesNotContain("MoCluster.Simulator", File.ReadAllText(file), StringComparison.Ordinal));
    }

    /// <summary>The folders of the process from the lowest to the highest. A folder refers to itself and to those before it.</summary>
    private static readonly string[] SiloFolders =
    [
        "Diagnostics", "Configuration.Keys", "Configuration.Sections", "Configuration", "Errors", "Hosting", "Storage", "Metrics", "Telemetry", "Triggers.Amqp", "Triggers.Http", "Triggers.Modules", "Triggers", "Cluster.Doorbells", "Cluster",
        "Security", "Application", "Api.Http", "Api.GraphQL", "Api.V1", "Api.TryOut", "Api.Testing", "Api",
    ];

    [Fact]
    public void The_folders_of_the_process_refer_to_each_other_one_way() => Assert.All(SiloReferences(), reference => Assert.True(
        Array.IndexOf(SiloFolders, reference.Target) <= Array.IndexOf(SiloFolders, reference.Folder),
        $"{reference.File} refers to {reference.Target}, which is not below {reference.Folder}."));

    [Fact]
    public void GraphQL_and_v1_do_not_refer_to_each_other() => Assert.DoesNotContain(
        SiloReferences(), reference => (reference.Folder, reference.Target) is ("Api.V1", "Api.GraphQL") or ("Api.GraphQL", "Api.V1"));

    /// <summary>The references from files in the folders of the process to folders of the process.</summary>
    private static (string File, string Folder, string Target)[] SiloReferences()
    {
        var references = Repository.Files("silo").Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => (File: file, Text: File.ReadAllText(file)))
            .SelectMany(source => SiloNamespace().Matches(source.Text).SelectMany(own => SiloUsing().Matches(source.Text)
                .Select(used => (source.File, FolderOf(own.Groups[1].Value), FolderOf(used.Groups[1].Value)))))
            .ToArray();
        Assert.True(references.Length > 50, $"Only {references.Length} references were found.");
        return references;
    }

    /// <summary>Folders that refer to each other in a cycle could only be understood, changed and moved together.</summary>
    [Fact]
    public void The_folders_of_the_domain_refer_to_each_other_one_way()
    {
        var arrows = FolderArrows.Between(Repository.Files("grains").Where(file => file.EndsWith(".cs", StringComparison.Ordinal)), "MoCluster.Grains");
        Assert.True(arrows.Count > 20, $"only {arrows.Count} arrows were found");
        Assert.Empty(FolderArrows.Circles(arrows));
    }

    [Fact]
    public void The_folders_of_the_stores_refer_to_each_other_one_way()
    {
        var arrows = FolderArrows.Between(Repository.Files("stores").Where(file => file.EndsWith(".cs", StringComparison.Ordinal)), "MoCluster.Stores");
        Assert.True(arrows.Count > 20, $"only {arrows.Count} arrows were found");
        Assert.Empty(FolderArrows.Circles(arrows));
    }

    [Fact]
    public void A_cycle_of_folders_is_found()
    {
        HashSet<(string From, string To)> arrows =
            [("MoCluster.A", "MoCluster.B"), ("MoCluster.B", "MoCluster.C"), ("MoCluster.C", "MoCluster.A"), ("MoCluster.D", "MoCluster.A")];
        Assert.Equal(["MoCluster.A → MoCluster.B → MoCluster.C → MoCluster.A"], FolderArrows.Circles(arrows));
        Assert.Empty(FolderArrows.Circles([("MoCluster.A", "MoCluster.B"), ("MoCluster.C", "MoCluster.B"), ("MoCluster.A", "MoCluster.C")]));
    }

    [Fact]
    public void A_reference_between_subfolders_is_one_between_their_folders()
    {
        Assert.Equal(("M.A", "M.B"), FolderArrows.Lift("M.A.X", "M.B.Y.Z"));
        Assert.Equal(("M.A.X", "M.A.Y"), FolderArrows.Lift("M.A.X.Z", "M.A.Y"));
        Assert.Null(FolderArrows.Lift("M.A.X", "M.A"));
        Assert.Null(FolderArrows.Lift("M.A", "M.A.X.Y"));
    }

    /// <summary>The folder of <see cref="SiloFolders"/> that contains a namespace.</summary>
    private static string FolderOf(string name)
    {
        var folder = SiloFolders.Where(folder => $"{name}.".StartsWith($"{folder}.", StringComparison.Ordinal)).MaxBy(folder => folder.Length);
        Assert.True(folder is not null, $"silo/{name.Replace('.', '/')} is not in the list of the process's folders.");
        return folder;
    }

    // Files beside the folders (Program.cs) have no folder's namespace: they may refer to all folders.
    [GeneratedRegex(@"^namespace MoCluster\.Silo\.([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex SiloNamespace();

    [GeneratedRegex(@"^using MoCluster\.Silo\.([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex SiloUsing();

    private static XDocument ProjectOf(string folder) => XDocument.Load(Assert.Single(Directory.GetFiles(Repository.PathOf(folder), "*.csproj")));
}
