namespace MoCluster.Client.Hosting.Handling;

/// <summary>An event that waits to be handled or is being handled, as far as the order is concerned.</summary>
/// <param name="subject">What the event concerns.</param>
/// <param name="key">Its key.</param>
/// <param name="number">Its position in its stream.</param>
internal class Turn(string subject, string key, long number)
{
    public string Subject => subject;

    public string Key => key;

    public long Number => number;

    /// <summary>Whether another delivery of the same event was acknowledged while this one waited, so that it is acknowledged without being handled.</summary>
    public bool IsDoneAlready { get; set; }
}
