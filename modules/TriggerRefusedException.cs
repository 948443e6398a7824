using System.Text.Json;

namespace MoCluster.Modules;

/// <summary>
/// Thrown by a trigger to refuse. Before the commit this vetoes the change, and the caller gets the message and the further fields in
/// <c>extensions.error_context</c> (docs/os2mo.md §7, <c>Trigger.Error</c>).
/// </summary>
public sealed class TriggerRefusedException : Exception
{
    private static readonly string[] Reserved = ["error", "error_key", "status", "description"];

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was wrong and what would be right, for the caller.</param>
    public TriggerRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with further fields for the caller's program.</summary>
    /// <param name="message">What was wrong and what would be right, for the caller.</param>
    /// <param name="details">The fields, for example <c>new { limit = 5 }</c>, or a dictionary. They are written as JSON at once.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="details"/> is no JSON object, or names a field that every error has: <c>error</c>, <c>error_key</c>, <c>status</c>,
    /// <c>description</c>.
    /// </exception>
    public TriggerRefusedException(string message, object details)
        : base(message)
    {
        var fields = JsonSerializer.SerializeToElement(details);
        if (fields.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"The details of a refusal must be a JSON object, not {fields.ValueKind}.", nameof(details));
        foreach (var taken in Reserved.Where(name => fields.TryGetProperty(name, out _)))
            throw new ArgumentException($"Every error has a field '{taken}' already. Give the detail another name.", nameof(details));
        Details = fields;
    }

    /// <summary>The further fields, a JSON object; null for none.</summary>
    public JsonElement? Details { get; }
}
