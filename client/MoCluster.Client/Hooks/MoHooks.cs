using System.Buffers;
using System.Text.Json;
using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>Hooks, the named extension points of the server: register callbacks at HTTP addresses, and raise.</summary>
public sealed class MoHooks
{
    private readonly MoTransport _transport;

    internal MoHooks(MoTransport transport) => _transport = transport;

    /// <summary>Registers a callback. Where the hook has a callback of that name, nothing changes.</summary>
    /// <param name="registration">The callback.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>Whether this call registered it; after a lost answer false may mean that the call itself did.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<bool> RegisterAsync(HookRegistration registration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return PostAsync("register", Write, answer => answer.GetProperty("changed").GetBoolean(), isRepeatable: true, cancellationToken);

        void Write(Utf8JsonWriter writer)
        {
            writer.WriteString("namespace"u8, registration.Namespace);
            writer.WriteString("hook"u8, registration.Hook);
            writer.WriteString("callback"u8, registration.Callback);
            writer.WriteString("address"u8, registration.Address.OriginalString);
            writer.WriteNumber("order"u8, registration.Order);
            if (registration.Owner is { } owner)
                writer.WriteString("owner"u8, owner);
            if (registration.Timeout is { } timeout)
                writer.WriteNumber("timeout_seconds"u8, timeout.TotalSeconds);
        }
    }

    /// <summary>Removes a callback: no raise that begins after the answer calls it. It is no error if there is none.</summary>
    /// <param name="namespaceName">The namespace of the hook.</param>
    /// <param name="hook">The name of the hook.</param>
    /// <param name="callback">The name of the callback.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>Whether the hook is declared and ever had a callback; if not, nothing was done.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<bool> UnregisterAsync(string namespaceName, string hook, string callback, CancellationToken cancellationToken = default) => PostAsync(
        "unregister",
        writer =>
        {
            writer.WriteString("namespace"u8, namespaceName);
            writer.WriteString("hook"u8, hook);
            writer.WriteString("callback"u8, callback);
        },
        answer => answer.GetProperty("known").GetBoolean(),
        isRepeatable: true,
        cancellationToken);

    /// <summary>Removes all callbacks of an extension.</summary>
    /// <param name="extension">The exact name of the extension.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>How many this call removed.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<int> UnregisterExtensionAsync(string extension, CancellationToken cancellationToken = default) => PostAsync(
        "unregister-extension",
        writer => writer.WriteString("extension"u8, extension),
        answer => answer.GetProperty("removed").GetInt32(),
        isRepeatable: true,
        cancellationToken);

    /// <summary>Switches an extension on or off. The callbacks of one that is off are skipped, and stay registered.</summary>
    /// <param name="extension">The exact name of the extension.</param>
    /// <param name="isOn">Whether it is to be on.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <returns>Whether this call changed anything.</returns>
    /// <exception cref="MoException">The server refused, or could not be reached in time.</exception>
    public Task<bool> SwitchExtensionAsync(string extension, bool isOn, CancellationToken cancellationToken = default) => PostAsync(
        isOn ? "enable-extension" : "disable-extension",
        writer => writer.WriteString("extension"u8, extension),
        answer => answer.GetProperty("changed").GetBoolean(),
        isRepeatable: true,
        cancellationToken);

    /// <summary>Raises a hook: the server calls its callbacks one after the other and combines what they answer. It is tried once, because callbacks act.</summary>
    /// <param name="namespaceName">The namespace of the hook.</param>
    /// <param name="hook">The name of the hook.</param>
    /// <param name="arguments">The arguments: an object with their names, or a list in their order; none when null.</param>
    /// <param name="cancellationToken">Ends the call. What was sent may still be done.</param>
    /// <exception cref="MoException">A callback refused or failed, an argument is wrong, or the server could not be reached in time.</exception>
    public Task<RaisedHook> RaiseAsync(string namespaceName, string hook, JsonElement? arguments = null, CancellationToken cancellationToken = default) => PostAsync(
        "raise",
        writer =>
        {
            writer.WriteString("namespace"u8, namespaceName);
            writer.WriteString("hook"u8, hook);
            if (arguments is { } given)
            {
                writer.WritePropertyName("arguments"u8);
                given.WriteTo(writer);
            }
        },
        ReadRaised,
        isRepeatable: false,
        cancellationToken);

    private static RaisedHook ReadRaised(JsonElement answer) => new(
        answer.GetProperty("raised").GetBoolean(),
        answer.GetProperty("value") is { ValueKind: not JsonValueKind.Null } value ? value.Clone() : null,
        answer.GetProperty("allowed") is { ValueKind: not JsonValueKind.Null } allowed ? allowed.GetBoolean() : null,
        [.. answer.GetProperty("refused_by").EnumerateArray().Select(one => one.GetString()!)],
        [.. answer.GetProperty("collisions").EnumerateArray().Select(one => one.GetString()!)]);

    private Task<T> PostAsync<T>(string verb, Action<Utf8JsonWriter> write, Func<JsonElement, T> read, bool isRepeatable, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return _transport.PostAsync($"v1/hooks/{verb}", body.WrittenMemory, Read, new CallOptions($"hooks {verb}", isRepeatable), cancellation);

        T Read(ReadOnlyMemory<byte> answered)
        {
            using var answer = JsonDocument.Parse(answered);
            return read(answer.RootElement);
        }
    }
}
