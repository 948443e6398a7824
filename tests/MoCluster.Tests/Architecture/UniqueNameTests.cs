using System.Text.RegularExpressions;

namespace MoCluster.Tests.Architecture;

/// <summary>
/// A file and a type of the product have a name that no other has, so that a search for one word, a stack trace and a tab of an editor mean one
/// thing.
/// </summary>
public sealed partial class UniqueNameTests
{
    private static readonly string[] Projects = ["grain-interfaces", "grains", "modules", "graphql", "stores", "silo"];

    [Fact]
    public void A_file_name_occurs_once()
    {
        var files = Sources().Select(file => Path.GetFileNameWithoutExtension(file)).ToArray();
        Assert.True(files.Length > 500, $"only {files.Length} files were found");
        Assert.Empty(Repeated(files));
    }

    [Fact]
    public void A_type_name_occurs_once()
    {
        // The parts of a partial type have one namespace and one name.
        var types = Sources().SelectMany(Declared).Distinct().ToArray();
        Assert.True(types.Length > 500, $"only {types.Length} types were found");
        Assert.Empty(Repeated(types.Select(type => type.Name)));
    }

    [Fact]
    public void Types_are_found_whatever_their_kind()
    {
        string[] sources = [.. Sources()];
        string[] names = [.. sources.SelectMany(Declared).Select(type => type.Name)];
        Assert.Superset(
            new HashSet<string> { "ObjectGrain", "IStore", "Validity", "ObjectKey", "Outcome`1", "MutationKind", "TriggerHandler", "GrainLog" },
            names.ToHashSet());
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> names) => names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key)
        .Except(["Program"]).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Sources() =>
        Projects.SelectMany(project => Repository.Files(project)).Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    private static IEnumerable<(string Namespace, string Name)> Declared(string file)
    {
        var source = File.ReadAllText(file);
        var own = Namespace().Match(source).Groups[1].Value;
        return Declaration().Matches(source).Select(match => (
            own, match.Groups["name"].Value + (match.Groups["parameters"] is { Success: true } generic ? $"`{generic.ValueSpan.Count(',') + 1}" : "")));
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"^(?:(?:public|internal|static|sealed|abstract|partial|readonly|ref|unsafe|file) )*"
        + @"(?:class|struct|interface|enum|record(?: struct| class)?|delegate [\w<>\[\]?,. ]+?) (?<name>\w+)(?:<(?<parameters>[^>]*)>)?",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
