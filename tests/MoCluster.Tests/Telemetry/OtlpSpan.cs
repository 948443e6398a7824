namespace MoCluster.Tests.Telemetry;

/// <summary>A span as it was exported.</summary>
/// <param name="Source">The source that made it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Trace">Its trace, in hexadecimal digits.</param>
/// <param name="Id">Its id, in hexadecimal digits.</param>
/// <param name="Parent">Its parent's id; empty for the first of a trace.</param>
/// <param name="Tags">Its attributes of type string.</param>
/// <param name="Links">The spans that it links to, each as trace and id.</param>
internal sealed record OtlpSpan(
    string Source,
    string Name,
    string Trace,
    string Id,
    string Parent,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<(string Trace, string Id)> Links)
{
    public override string ToString() =>
        $"{Source}: {Name} {Trace}/{Id} in [{Parent}] {string.Join(' ', Tags.Select(tag => $"{tag.Key}={tag.Value}"))} -> {string.Join(' ', Links)}";
}
