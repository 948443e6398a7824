namespace MoCluster.Faults;

/// <summary>An event that a listener was handed.</summary>
/// <param name="Subject">Its subject.</param>
/// <param name="Number">Its number in the stream.</param>
/// <param name="Token">The token to acknowledge it.</param>
internal sealed record FetchedEvent(string Subject, long Number, string Token)
{
    /// <inheritdoc />
    public override string ToString() => $"{Subject} {Number}";
}
