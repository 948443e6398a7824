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
        var context = new ValidationContext(options);
        if (Validator.TryValidateObject(options, context, results, validateAllProperties: true))
            return ValidateOptionsResult.Success;

        // Where a property is wrong the framework does not ask what else is, and somebody would be told one problem after the other.
        if (options is IValidatableObject whole)
            results.AddRange(whole.Validate(context));
        return ValidateOptionsResult.Fail(results.Select(result => Describe(result, options)).Distinct());
    }

    private static string Describe(ValidationResult result, T options) =>
        result.MemberNames.FirstOrDefault() is { } member && SettingsTable.Find(typeof(T), member) is { } setting
            ? setting.Refuse(setting.Of(options))
            : result.ErrorMessage ?? $"{typeof(T).Name} is not valid.";
}
