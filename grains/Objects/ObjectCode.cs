namespace MoCluster.Grains.Objects;

/// <summary>The codes that OS2mo gives to refusals of objects and of their input (docs/os2mo.md §8.3).</summary>
public static class ObjectCode
{
    /// <summary>A field's value, or the fields together, break a rule.</summary>
    public const string InvalidInput = "E_INVALID_INPUT";

    /// <summary>A value is of the wrong kind: a number for a text, a list for one value.</summary>
    public const string InvalidType = "E_INVALID_TYPE";

    /// <summary>A text is not a uuid.</summary>
    public const string InvalidUuid = "E_INVALID_UUID";

    /// <summary>The type of objects does not exist.</summary>
    public const string UnknownType = "E_UNKNOWN_ROLE_TYPE";

    /// <summary>Objects of the type do not have the operation.</summary>
    public const string InvalidOperation = "E_INVALID_ROLE_TYPE";

    /// <summary>An organisation unit would be related to itself.</summary>
    public const string RelatedToSelf = "E_RELATED_TO_SELF";

    /// <summary>A required value is missing.</summary>
    public const string MissingRequiredValue = "V_MISSING_REQUIRED_VALUE";

    /// <summary>A validity has no beginning where one is required.</summary>
    public const string MissingStartDate = "V_MISSING_START_DATE";

    /// <summary>A validity ends before it begins, or when it begins.</summary>
    public const string EndBeforeStart = "V_END_BEFORE_START";

    /// <summary>A text is not a CPR number.</summary>
    public const string CprNotValid = "V_CPR_NOT_VALID";

    /// <summary>There is no root organisation yet.</summary>
    public const string OrganisationUnconfigured = "E_ORG_UNCONFIGURED";
}
