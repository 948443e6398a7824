using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace MoCluster.Silo.Configuration;

/// <summary>Checks options by their data annotations. Its messages name the keys of the settings.</summary>
/// <typeparam name="T">The options class.</typeparam>
internal sealed class SettingsValidator<T> : IValidateOptions<T>
    where T : class
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var results = new List<ValidationResult>();
        var context = new ValidationContext(options);
        if (Validator.TryValidateObject(options, context, results, validateAllProperties: true))
            return ValidateOptionsResult.Success;

        // The framework skips this check when a property is invalid. Run it all the same, so that all problems are reported at once.
        if (options is IValidatableObject whole)
            results.AddRange(whole.Validate(context));
        return ValidateOptionsResult.Fail(results.Select(result => Describe(result, options)).Distinct());
    }

    private static string Describe(ValidationResult result, T options) =>
        result.MemberNames.FirstOrDefault() is { } member && SettingsTable.Find(typeof(T), member) is { } setting
            ? setting.Refuse(setting.Of(options))
            : result.ErrorMessage ?? $"{typeof(T).Name} is not valid.";
}
