using MoCluster.Client.Tests.Objects.Generation;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Tests.Architecture;

namespace MoCluster.Client.Tests.Objects;

/// <summary>The typed objects are those of the catalogue. <c>MOCLUSTER_WRITE_CLIENT=1 ./mo test --only Client</c> writes them anew.</summary>
public sealed class GeneratedClientTests
{
    private static readonly string s_folder = Repository.PathOf("client/MoCluster.Client/Objects/Generated");

    [Fact]
    public void The_typed_objects_are_those_of_the_catalogue()
    {
        var files = new ClientWriter(ObjectCatalogue.BuiltIn).Write();
        if (Environment.GetEnvironmentVariable("MOCLUSTER_WRITE_CLIENT") == "1")
            WriteAnew(files);
        var found = Directory.EnumerateFiles(s_folder, "*.cs").ToDictionary(file => Path.GetFileName(file), file => File.ReadAllText(file).ReplaceLineEndings("\n"));
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, text) in files)
            Assert.Equal(text, found[name]);
    }

    private static void WriteAnew(IReadOnlyDictionary<string, string> files)
    {
        Directory.CreateDirectory(s_folder);
        foreach (var file in Directory.EnumerateFiles(s_folder, "*.cs"))
            File.Delete(file);
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(s_folder, name), text);
    }
}
