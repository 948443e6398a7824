using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Namespaces: declare, find, delete.</summary>
public sealed class MoNamespaces
{
    private const int PageSize = 500;
    private const string Fields = "name owner public";

    private readonly MoTransport _transport;

    internal MoNamespaces(MoTransport transport) => _transport = transport;

    /// <summary>Declares a namespace to which only the caller may send. The same declaration again finds the same namespace.</summary>
    /// <param name="name">The name, from 1 to 255 characters.</param>
    /// <param name="isPublic">Whether others than the caller may listen.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The server refused, for example because the namespace belongs to another caller, or could not be reached in time.</exception>
    public Task<NamespaceInfo> DeclareAsync(string name, bool isPublic = false, CancellationToken cancellationToken = default) => _transport.AskAsync(
        $"mutation($name: String!, $public: Boolean!) {{ event_namespace_declare(input: {{name: $name, public: $public}}) {{ {Fields} }} }}",
        "event_namespace_declare",
        writer =>
        {
            writer.WriteString("name", name);
            writer.WriteBoolean("public", isPublic);
        },
        Read,
        new CallOptions("declare", IsRepeatable: true),
        cancellationToken);

    /// <summary>Finds all namespaces.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public IAsyncEnumerable<NamespaceInfo> FindAsync(CancellationToken cancellationToken = default) => _transport.ReadPagesAsync(
        $"query($limit: int, $cursor: Cursor) {{ event_namespaces(limit: $limit, cursor: $cursor) {{ objects {{ {Fields} }} page_info {{ next_cursor }} }} }}",
        "event_namespaces",
        _ => { },
        Read,
        PageSize,
        cancellationToken);

    /// <summary>Deletes a namespace without listeners.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">The server refused, for example because somebody listens, or could not be reached in time.</exception>
    public Task DeleteAsync(string name, CancellationToken cancellationToken = default) => _transport.AskAsync(
        "mutation($name: String!) { event_namespace_delete(input: {name: $name}) }",
        "event_namespace_delete",
        writer => writer.WriteString("name", name),
        _ => true,
        new CallOptions("delete", IsRepeatable: false),
        cancellationToken);

    private static NamespaceInfo Read(JsonElement found) => new(
        found.GetProperty("name").GetString()!, found.GetProperty("owner").GetGuid(), found.GetProperty("public").GetBoolean());
}
