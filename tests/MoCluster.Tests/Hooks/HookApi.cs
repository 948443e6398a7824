using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MoCluster.Tests.Hooks;

/// <summary>Hooks over <c>/v1</c>.</summary>
internal static class HookApi
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Posts, and answers the body of a success.</summary>
    public static async Task<JsonElement> HookAsync(this HttpClient http, string what, object body)
    {
        using var answer = await http.PostAsJsonAsync($"/v1/hooks/{what}", body, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }

    /// <summary>Posts what is refused, and answers the error.</summary>
    public static async Task<(string Code, string? Path, string Message)> RefusedHookAsync(this HttpClient http, string what, object body)
    {
        using var answer = await http.PostAsJsonAsync($"/v1/hooks/{what}", body, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.False(answer.IsSuccessStatusCode, text);
        var error = JsonElement.Parse(text).GetProperty("errors")[0];
        var extensions = error.GetProperty("extensions");
        return (extensions.GetProperty("code").GetString()!, extensions.TryGetProperty("path", out var path) ? path.GetString() : null, error.GetProperty("message").GetString()!);
    }

    public static Task<JsonElement> RegisterHookAsync(this HttpClient http, string space, string hook, string callback, string address, string? owner = null, int order = 0) =>
        http.HookAsync("register", new { @namespace = space, hook, callback, address, owner, order });

    public static Task<JsonElement> UnregisterHookAsync(this HttpClient http, string space, string hook, string callback) =>
        http.HookAsync("unregister", new { @namespace = space, hook, callback });

    public static Task<JsonElement> RaiseHookAsync(this HttpClient http, string space, string hook, object? arguments = null) =>
        http.HookAsync("raise", new { @namespace = space, hook, arguments });

    /// <summary>A hook with its callbacks.</summary>
    public static async Task<JsonElement> FindHookAsync(this HttpClient http, string space, string name)
    {
        var hooks = await http.GetFromJsonAsync<JsonElement>("/v1/hooks", Cancellation);
        return hooks.GetProperty("hooks").EnumerateArray().Single(
            hook => hook.GetProperty("declaration") is var declared && declared.GetProperty("namespace").GetString() == space && declared.GetProperty("name").GetString() == name);
    }
}
