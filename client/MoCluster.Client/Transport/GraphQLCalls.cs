using System.Buffers;
using System.Text.Json;

namespace MoCluster.Client.Transport;

/// <summary>Sends documents of GraphQL.</summary>
internal static class GraphQLCalls
{
    private const string Path = "graphql";

    /// <summary>Asks, and answers what one root field has.</summary>
    /// <param name="transport">Sends the request.</param>
    /// <param name="document">The document, with one operation.</param>
    /// <param name="field">The root field.</param>
    /// <param name="variables">Writes the variables into an object; null for none.</param>
    /// <param name="read">Reads the value of the field.</param>
    /// <param name="call">How the call may be made.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public static Task<T> AskAsync<T>(
        this MoTransport transport,
        string document,
        string field,
        Action<Utf8JsonWriter>? variables,
        Func<JsonElement, T> read,
        CallOptions call,
        CancellationToken cancellation)
    {
        return transport.PostAsync(Path + call.Query, Write(document, variables), Read, call, cancellation);

        T Read(ReadOnlyMemory<byte> body)
        {
            using var answer = JsonDocument.Parse(body);
            return ErrorReader.Find(answer.RootElement) is { } error
                ? throw ErrorReader.Read(error, 200)
                : read(answer.RootElement.GetProperty("data").GetProperty(field));
        }
    }

    /// <summary>Writes the body of a request.</summary>
    /// <param name="document">The document.</param>
    /// <param name="variables">Writes the variables into an object; null for none.</param>
    public static ReadOnlyMemory<byte> Write(string document, Action<Utf8JsonWriter>? variables)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("query", document);
            if (variables is not null)
            {
                writer.WriteStartObject("variables");
                variables(writer);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
