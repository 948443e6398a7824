using Microsoft.Extensions.Options;

namespace MoCluster.Client.Hosting.Integration;

/// <summary>Checks an integration's options, so that a wrong one stops the start and is named.</summary>
internal sealed class MoIntegrationOptionsRules : IValidateOptions<MoIntegrationOptions>
{
    private const int LongestName = 100;

    public ValidateOptionsResult Validate(string? name, MoIntegrationOptions options)
    {
        string[] problems = [.. Problems(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(MoIntegrationOptions options)
    {
        if (!IsAddress(options.Server))
            yield return $"Server is '{options.Server}'; it must be an address such as http://127.0.0.1:8080.";
        if (string.IsNullOrWhiteSpace(options.Name) || options.Name.Length > LongestName)
            yield return $"Name is '{options.Name}'; it must have 1 to {LongestName} characters, for example my-integration.";
        if (options.TokenEndpoint is not null && !IsAddress(options.TokenEndpoint))
            yield return $"TokenEndpoint is '{options.TokenEndpoint}'; it must be an address.";
        if (options.TokenEndpoint is null != options.ClientId is null || options.ClientId is null != options.ClientSecret is null)
            yield return "TokenEndpoint, ClientId and ClientSecret belong together; give all of them, or none.";
        if (options.InterruptionLimit <= TimeSpan.Zero)
            yield return $"InterruptionLimit is {options.InterruptionLimit}; it must be longer than nothing.";
        if (options.MaxDeclarePause < TimeSpan.FromSeconds(1) || options.MaxDeclarePause > TimeSpan.FromDays(1))
            yield return $"MaxDeclarePause is {options.MaxDeclarePause}; it must be from 1 s to 1 day.";
        if (options.GiveBackTime < TimeSpan.Zero)
            yield return $"GiveBackTime is {options.GiveBackTime}; it must not be negative.";
    }

    private static bool IsAddress(Uri? address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https" };
}
