namespace MoCluster.History.Workload;

/// <summary>What a client knows about the outcome of a request.</summary>
public enum AnswerKind
{
    /// <summary>There was no answer, or it says that the outcome is unknown.</summary>
    Unknown = 0,

    /// <summary>The request took effect.</summary>
    Confirmed = 1,

    /// <summary>The request did not take effect. The same request may succeed later.</summary>
    NotNow = 2,

    /// <summary>The request did not take effect, and never will.</summary>
    Refused = 3,
}
