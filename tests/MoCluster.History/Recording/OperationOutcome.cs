namespace MoCluster.History;

/// <summary>What a client knows about the outcome of its call.</summary>
public enum OperationOutcome
{
    /// <summary>No answer came, or one that does not give the outcome. The call took effect, or did not, or will.</summary>
    Unknown = 0,

    /// <summary>The call took effect durably, between its invocation and its completion.</summary>
    Confirmed = 1,

    /// <summary>The call was refused. No part of it took effect.</summary>
    Refused = 2,
}
