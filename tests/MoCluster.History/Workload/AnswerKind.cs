namespace MoCluster.History.Workload;

/// <summary>What a caller learnt of one request.</summary>
public enum AnswerKind
{
    /// <summary>No answer, or one that says that the outcome is not known.</summary>
    Unknown = 0,

    /// <summary>It was done.</summary>
    Confirmed = 1,

    /// <summary>It was not done; the same request may succeed later.</summary>
    NotNow = 2,

    /// <summary>It was not done, and will not be.</summary>
    Refused = 3,
}
