using System.ComponentModel.DataAnnotations;

namespace MoCluster.Tests.Configuration;

/// <summary>Validates options by their data annotations.</summary>
internal static class Annotations
{
    /// <summary>The problems of some options, one sentence each.</summary>
    public static IReadOnlyList<string> Problems(object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage!)];
    }
}
