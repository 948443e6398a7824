using System.ComponentModel.DataAnnotations;

namespace MoCluster.Tests.Configuration;

/// <summary>What the data annotations of options find.</summary>
internal static class Annotations
{
    /// <summary>What is wrong with some options, a sentence each.</summary>
    public static IReadOnlyList<string> Problems(object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => result.ErrorMessage!)];
    }
}
