using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace MoCluster.Silo.Configuration;

/// <summary>Checks options by their data annotations, and names in what it says the keys under which they stand.</summary>
/// <typeparam name="T">The options class.</typeparam>
internal sealed class SettingsValidator<T> : IValidateOptions<T>
    where T : class
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(results.Select(result => Describe(result, options)));
    }

    private static string Describe(ValidationResult result, T options) =>
        result.MemberNames.FirstOrDefault() is { } member && SettingsTable.Find(typeof(T), member) is { } setting
            ? setting.Refuse(setting.Of(options))
            : result.ErrorMessage ?? $"{typeof(T).Name} is not valid.";
}
