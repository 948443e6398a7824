namespace MoCluster.Silo.Hosting;

/// <summary>The process cannot start. The message says in one sentence why, and what would help.</summary>
internal sealed class StartException : Exception
{
    public StartException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
