using System.Collections.Frozen;
using MoCluster.GraphQL;

namespace MoCluster.Silo.Errors;

/// <summary>
/// Words refusals as OS2mo does, for programs that compare its messages (docs/os2mo.md §3): the message is the name of the error key, and
/// <c>error_context</c> has the key's own description. What MoCluster says of the case is in <c>error_context.details</c>.
/// </summary>
internal static class ErrorKeys
{
    /// <summary>OS2mo's error keys with their descriptions. Refusals with other codes keep their own words.</summary>
    private static readonly FrozenDictionary<string, string> Descriptions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["V_MISSING_REQUIRED_VALUE"] = "Missing required value.",
        ["V_INVALID_VALIDITY"] = "Invalid validity.",
        ["V_MISSING_START_DATE"] = "Missing start date.",
        ["V_END_BEFORE_START"] = "End date is before start date.",
        ["V_EXISTING_CPR"] = "Person with CPR number already exists.",
        ["V_CPR_NOT_VALID"] = "Not a valid CPR number.",
        ["V_ORG_UNIT_MOVE_TO_CHILD"] = "Org unit cannot be moved to one of its own child units",
        ["V_TERMINATE_ITUSER_WITH_ROLEBINDINGS"] = "Cannot terminate IT user with active rolebindings.",
        ["V_TERMINATE_UNIT_WITH_CHILDREN_AND_ROLES"] = "Cannot terminate unit with active children and roles.",
        ["V_TERMINATE_UNIT_WITH_CHILDREN"] = "Cannot terminate unit with active children.",
        ["V_TERMINATE_UNIT_WITH_ROLES"] = "Cannot terminate unit with active roles.",
        ["V_DATE_OUTSIDE_ORG_UNIT_RANGE"] = "Date range exceeds validity range of associated org unit.",
        ["V_DATE_OUTSIDE_EMPL_RANGE"] = "Date range exceeds validity range of associated employee.",
        ["V_MORE_THAN_ONE_ASSOCIATION"] = "The employee already has an active association with the given org unit.",
        ["V_MORE_THAN_ONE_PRIMARY"] = "Employee already has another active and primary function.",
        ["V_NO_ACTIVE_ENGAGEMENT"] = "Employee must have an active engagement.",
        ["V_DUPLICATED_RESPONSIBILITY"] = "Manager has the same responsibility more than once.",
        ["V_DUPLICATED_IT_USER"] = "Employee has the same IT user more than once",
        ["V_CANNOT_SUBSTITUTE_SELF"] = "Cannot substitute for oneself",
        ["V_INVALID_ADDRESS_DAR"] = "Invalid address",
        ["V_INVALID_ADDRESS_EAN"] = "Invalid EAN",
        ["V_INVALID_ADDRESS_EMAIL"] = "Invalid email",
        ["V_INVALID_ADDRESS_PNUMBER"] = "Invalid P-number",
        ["V_INVALID_ADDRESS_PHONE"] = "Invalid phone number",
        ["V_INVALID_ADDRESS_WWW"] = "Invalid web address",
        ["V_INVALID_ADDRESS_UUID"] = "Invalid UUID",
        ["E_ORG_UNIT_NOT_FOUND"] = "Org unit not found.",
        ["E_CLASS_NOT_FOUND"] = "Class not found.",
        ["E_USER_NOT_FOUND"] = "User not found.",
        ["E_NOT_FOUND"] = "Not found.",
        ["E_RELATED_TO_SELF"] = "Orgunit cannot be related to itself.",
        ["E_INVALID_TYPE"] = "Invalid type.",
        ["E_INVALID_UUID"] = "Invalid UUID.",
        ["E_INVALID_INPUT"] = "Invalid input.",
        ["E_ORG_UNCONFIGURED"] = "Organisation has not been configured",
        ["E_INTEGRATION_ERROR"] = "Integration Error",
        ["E_ALREADY_EXISTS"] = "File already exists.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The keys that OS2mo always gives with a text of the case. The text is its description then, and part of the message.</summary>
    private static readonly FrozenSet<string> Spoken = new[] { "E_INVALID_INPUT", "E_INVALID_TYPE", "E_INTEGRATION_ERROR" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Words an error of a resolver. Those that are no refusals, or that OS2mo has no key for, stay as they are.</summary>
    /// <param name="error">The error.</param>
    public static GraphQLException Reword(GraphQLException error)
    {
        if (error is not RefusedException { Refusal: var refusal } refused || refused.Extensions is null
            || !Descriptions.TryGetValue(refusal.Code, out var description))
        {
            return error;
        }

        var said = refusal.Description ?? refusal.Message;
        var isSpoken = Spoken.Contains(refusal.Code);
        var context = new Dictionary<string, object?>(
            (IReadOnlyDictionary<string, object?>)refused.Extensions["error_context"]!, StringComparer.Ordinal)
        {
            ["description"] = isSpoken ? said : description,
        };
        if (!isSpoken)
            context.TryAdd("details", said);
        var extensions = new Dictionary<string, object?>(refused.Extensions, StringComparer.Ordinal) { ["error_context"] = context };
        // Python writes an error with two arguments as the tuple of both.
        var message = isSpoken
            ? $"(<ErrorCodes.{refusal.Code}: ({refused.Status}, '{description}')>, {PythonText(said)})"
            : $"ErrorCodes.{refusal.Code}";
        return new GraphQLException(message, refusal.Code, extensions);
    }

    /// <summary>A text as Python's <c>repr</c> writes it.</summary>
    private static string PythonText(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        if (quote == '\'')
            escaped = escaped.Replace("'", "\\'", StringComparison.Ordinal);
        return $"{quote}{escaped}{quote}";
    }
}
