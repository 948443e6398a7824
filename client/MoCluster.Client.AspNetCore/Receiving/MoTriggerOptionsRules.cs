using Microsoft.Extensions.Options;

namespace MoCluster.Client.AspNetCore.Receiving;

/// <summary>Checks the options of an endpoint, so that a wrong one stops the start and is named.</summary>
internal sealed class MoTriggerOptionsRules : IValidateOptions<MoTriggerOptions>
{
    private const string Prefix = "whsec_";

    public ValidateOptionsResult Validate(string? name, MoTriggerOptions options)
    {
        string[] problems = [.. Problems(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(MoTriggerOptions options)
    {
        if (options.Secret is not null && !IsSecret(options.Secret))
            yield return $"Secret is none of the Standard Webhooks; it must be {Prefix} and base64, the same as HttpTriggers:Secret.";
        if (options.OtherSecret is not null && !IsSecret(options.OtherSecret))
            yield return $"OtherSecret is none of the Standard Webhooks; it must be {Prefix} and base64.";
        if (options.Token is { Length: 0 })
            yield return "Token is empty; it must be the same as HttpTriggers:Token, or left out.";
        if (options.MaxBodyBytes < 1)
            yield return $"MaxBodyBytes is {options.MaxBodyBytes}; it must be 1 or more.";
    }

    private static bool IsSecret(string secret) =>
        secret.StartsWith(Prefix, StringComparison.Ordinal) && secret.Length > Prefix.Length
        && Convert.TryFromBase64String(secret[Prefix.Length..], new byte[secret.Length], out var length) && length > 0;
}
