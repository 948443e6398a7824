using MoCluster.Embedded;

namespace MoCluster.Conformance.Engines.Slice;

/// <summary>The slice is what its listing says. The listing is compared with Orleans where that is at hand.</summary>
public sealed class SliceTests
{
    [Fact]
    public void The_listing_is_the_slice()
    {
        string[] now = [.. typeof(EmbeddedSilo).Assembly.GetExportedTypes()
            .Where(type => type.Namespace!.Split('.')[0] == "Orleans")
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(SliceListing.Of)];
        if (Environment.GetEnvironmentVariable("MOCLUSTER_WRITE_SLICE") == "1")
            File.WriteAllText(SliceListing.Path(), string.Join('\n', now) + "\n");

        var listed = SliceListing.CheckedIn();
        Assert.True(
            now.SequenceEqual(listed),
            $"embedded/slice.txt is not the slice. Run this test with MOCLUSTER_WRITE_SLICE=1 and build again. Not listed:\n"
            + string.Join('\n', now.Except(listed)) + "\nListed only:\n" + string.Join('\n', listed.Except(now)));
        Assert.True(now.Length > 200);
    }
}
