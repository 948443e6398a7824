using Orleans.Storage;
using Orleans.Streams;

namespace MoCluster.Conformance.Engines.Slice;

/// <summary>Every member of the embedded slice is a member of Orleans, with the same signature.</summary>
public sealed class SliceTests
{
    [Fact]
    public void Every_member_of_the_slice_is_one_of_Orleans()
    {
        var orleans = new[]
            {
                typeof(IGrain), typeof(AliasAttribute), typeof(IGrainStorage), typeof(IPersistentState<>), typeof(IStreamProvider),
            }
            .Select(type => type.Assembly).Distinct()
            .SelectMany(assembly => assembly.GetExportedTypes())
            .SelectMany(SliceListing.Of)
            .ToHashSet(StringComparer.Ordinal);

        var listed = SliceListing.CheckedIn();
        Assert.True(listed.Count > 200);
        var ours = listed.Where(line => !orleans.Contains(line)).ToArray();
        Assert.True(ours.Length == 0, $"Not in {typeof(IGrain).Assembly.GetName()}:\n{string.Join('\n', ours)}");
    }
}
