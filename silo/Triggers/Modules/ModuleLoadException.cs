namespace MoCluster.Silo.Triggers.Modules;

/// <summary>A module cannot be loaded. The message says why, and what would help.</summary>
internal sealed class ModuleLoadException : Exception
{
    public ModuleLoadException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
