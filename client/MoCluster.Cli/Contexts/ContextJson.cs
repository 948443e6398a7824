using System.Text.Json;

namespace MoCluster.Cli.Contexts;

/// <summary>The form of contexts in their file.</summary>
internal static class ContextJson
{
    /// <summary>Writes contexts.</summary>
    /// <param name="list">The contexts.</param>
    public static byte[] Write(ContextList list)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("selected", list.Selected);
            writer.WriteStartObject("contexts");
            foreach (var context in list.Contexts)
                Write(writer, context);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Reads contexts.</summary>
    /// <param name="bytes">What the file has.</param>
    /// <exception cref="FormatException">The file is not what <see cref="Write(ContextList)"/> writes.</exception>
    public static ContextList Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var contexts = document.RootElement.GetProperty("contexts").EnumerateObject().Select(Read).ToArray();
            return new ContextList(contexts, document.RootElement.GetProperty("selected").GetString());
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException(failure.Message, failure);
        }
    }

    private static void Write(Utf8JsonWriter writer, ServerContext context)
    {
        writer.WriteStartObject(context.Name);
        writer.WriteString("server", context.Server);
        WriteUnlessNull("token", context.Token);
        WriteUnlessNull("token_endpoint", context.TokenEndpoint);
        WriteUnlessNull("client_id", context.ClientId);
        WriteUnlessNull("client_secret", context.ClientSecret);
        WriteUnlessNull("scope", context.Scope);
        writer.WriteEndObject();

        void WriteUnlessNull(string name, string? value)
        {
            if (value is not null)
                writer.WriteString(name, value);
        }
    }

    private static ServerContext Read(JsonProperty context)
    {
        return new ServerContext(context.Name, context.Value.GetProperty("server").GetString() ?? throw new FormatException($"The context {context.Name} has no server."))
        {
            Token = Text("token"),
            TokenEndpoint = Text("token_endpoint"),
            ClientId = Text("client_id"),
            ClientSecret = Text("client_secret"),
            Scope = Text("scope"),
        };

        string? Text(string name) => context.Value.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
