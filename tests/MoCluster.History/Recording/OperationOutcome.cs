namespace MoCluster.History;

/// <summary>What a caller knows of a call it made.</summary>
public enum OperationOutcome
{
    /// <summary>No answer came, or none that says what became of it: it happened, or did not, or will.</summary>
    Unknown = 0,

    /// <summary>It was answered: it happened, durably, between invocation and completion.</summary>
    Confirmed = 1,

    /// <summary>It was answered with a refusal: it never happened, in no part.</summary>
    Refused = 2,
}
