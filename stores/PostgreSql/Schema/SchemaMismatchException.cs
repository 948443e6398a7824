namespace MoCluster.Stores.PostgreSql.Schema;

/// <summary>The database's schema is not the one that this build needs.</summary>
public sealed class SchemaMismatchException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">Which schema was found, which is needed, and what to do.</param>
    /// <param name="found">The version found; 0 if there is no schema.</param>
    /// <param name="wanted">The version that this build needs.</param>
    public SchemaMismatchException(string message, int found, int wanted)
        : base(message)
    {
        Found = found;
        Wanted = wanted;
    }

    /// <summary>The version found; 0 if there is no schema.</summary>
    public int Found { get; }

    /// <summary>The version that this build needs.</summary>
    public int Wanted { get; }
}
