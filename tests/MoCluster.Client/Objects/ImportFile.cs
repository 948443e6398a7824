using System.Text;

namespace MoCluster.Client.Tests.Objects;

/// <summary>A file with facets that no other test knows, and one line in its middle that is refused.</summary>
internal sealed class ImportFile
{
    private readonly string _key = $"imported-{Guid.NewGuid():N}";

    public ImportFile(int facets)
    {
        RefusedLine = (facets / 2) + 1;
        Lines = [.. Enumerable.Range(0, facets).Select(_ => LineOf(_key))];
        Lines.Insert((int)RefusedLine - 1, LineOf(""));
    }

    public List<string> Lines { get; }

    public long RefusedLine { get; }

    /// <summary>Finds the facets.</summary>
    public FacetFilter Filter => new() { UserKeys = [_key] };

    public MemoryStream Open() => new(Encoding.UTF8.GetBytes(string.Join('\n', Lines) + "\n"));

    private static string LineOf(string key) =>
        $$$"""
        {"type": "{{{(key.Length > 0 ? "facet" : "nothing")}}}", "uuid": "{{{Guid.NewGuid():D}}}", "validities": [{"from": "2024-01-01", "values": {"user_key": "{{{key}}}"}}]}
        """;
}
