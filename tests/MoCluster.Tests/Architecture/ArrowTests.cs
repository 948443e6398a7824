using System.Xml.Linq;

namespace MoCluster.Tests.Architecture;

/// <summary>The house's arrows point one way (DESIGN: silo → stores, grains → grain-interfaces).</summary>
public sealed class ArrowTests
{
    /// <summary>Which rooms each room may reach directly.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["embedded"] = [],
        ["modules"] = [],
        ["graphql"] = [],
        ["client"] = [],
        ["grain-interfaces"] = ["embedded"],
        ["grains"] = ["grain-interfaces", "modules"],
        ["stores"] = ["grains"],
        ["silo"] = ["stores", "grains", "grain-interfaces", "modules", "graphql", "embedded"],
    };

    /// <summary>Which packages each room may name; tests may name what they need.</summary>
    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["embedded"] = ["Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.Extensions."],
        ["modules"] = [],
        ["graphql"] = [],
        ["client"] = [],
        ["grain-interfaces"] = ["Microsoft.Orleans."],
        ["grains"] = ["Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.Extensions."],
        ["stores"] = ["Npgsql", "Microsoft.Extensions."],
        ["silo"] = ["Microsoft.AspNetCore.Authentication.JwtBearer", "Microsoft.Orleans.", "Npgsql", "OpenTelemetry."],
    };

    public static TheoryData<string> Rooms() => [.. Allowed.Keys.Where(room => Directory.Exists(Repository.PathOf(room)))];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_reaches_only_the_rooms_below_it(string room)
    {
        foreach (var (project, document) in ProjectsOf(room))
        {
            var reached = document.Descendants("ProjectReference")
                .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
                .Select(path => Path.GetRelativePath(Repository.Root, Path.GetFullPath(path, Path.GetDirectoryName(project)!)))
                .Select(path => path.Replace('\\', '/').Split('/')[0]);
            Assert.All(reached, target => Assert.Contains(target, Allowed[room]));
        }
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_names_only_the_packages_it_is_meant_to(string room)
    {
        foreach (var (_, document) in ProjectsOf(room))
        {
            var named = document.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value);
            Assert.All(named, package => Assert.Contains(AllowedPackages[room], allowed => package.StartsWith(allowed, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void The_domain_is_compiled_against_nothing_that_does_input_or_output()
    {
        string[] forbidden = ["Npgsql", "Microsoft.AspNetCore", "System.Net", "System.IO.Pipes", "MoCluster.Stores", "MoCluster.Silo", "MoCluster.GraphQL"];
        var references = typeof(Grains.Storage.IStore).Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToArray();
        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.DoesNotContain(forbidden, start => name.StartsWith(start, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_two_project_files_of_a_room_differ_in_their_engine_alone()
    {
        foreach (var room in Allowed.Keys.Where(room => Directory.Exists(Repository.PathOf(room))))
        {
            foreach (var (project, document) in ProjectsOf(room))
            {
                var embedded = Path.ChangeExtension(project, ".Embedded.csproj");
                if (File.Exists(embedded))
                    Assert.Equal(Neutral(document), Neutral(XDocument.Load(embedded)));
            }
        }
    }

    [Fact]
    public void The_embedded_filter_restores_without_any_Orleans_package()
    {
        var filter = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Repository.PathOf("Embedded.slnf")));
        var projects = filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray()
            .Select(entry => entry.GetString()!.Replace('\\', '/')).ToArray();
        Assert.NotEmpty(projects);
        foreach (var project in projects)
        {
            var document = XDocument.Load(Repository.PathOf(project));
            Assert.DoesNotContain(
                document.Descendants("PackageReference"),
                reference => reference.Attribute("Include")!.Value.StartsWith("Microsoft.Orleans", StringComparison.Ordinal));
        }
    }

    /// <summary>What a project file says apart from its engine: references by neutral name, packages and everything else by text.</summary>
    private static string[] Neutral(XDocument document) =>
        [.. document.Root!.Descendants()
            .Where(element => !element.HasElements)
            .Where(element => element.Attribute("Include")?.Value is not { } include
                || (!include.StartsWith("Microsoft.Orleans.", StringComparison.Ordinal) && !include.Contains("MoCluster.Embedded.csproj", StringComparison.Ordinal)))
            .Select(element => element.ToString().Replace(".Embedded.csproj", ".csproj", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<(string Path, XDocument Document)> ProjectsOf(string room)
    {
        var projects = Directory.GetFiles(Repository.PathOf(room), "*.csproj");
        Assert.NotEmpty(projects);
        return projects.Select(project => (project, XDocument.Load(project)));
    }
}
