namespace MoCluster.Silo.Hosting;

/// <summary>The process cannot start; the message is the one sentence that says why and what would help.</summary>
internal sealed class StartException : Exception
{
    public StartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
