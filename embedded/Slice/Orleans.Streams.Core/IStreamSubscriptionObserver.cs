namespace Orleans.Streams.Core;

/// <summary>Implemented by a grain that is subscribed implicitly, to attach its observer.</summary>
public interface IStreamSubscriptionObserver
{
    /// <summary>Runs on the grain's turn before the first item of a stream; call Create and ResumeAsync.</summary>
    /// <param name="handleFactory">Gives the handle.</param>
    /// <returns>Completes when the observer is attached.</returns>
    Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
}
