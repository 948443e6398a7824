namespace MoCluster.Stores.PostgreSql.Schema;

/// <summary>The database's schema is not the one that this build speaks.</summary>
public sealed class SchemaMismatchException : Exception
{
    /// <summary>Says which schema stands there, which is needed, and what to do.</summary>
    /// <param name="message">The message.</param>
    /// <param name="found">The version found; 0 for none.</param>
    /// <param name="wanted">The version that this build needs.</param>
    public SchemaMismatchException(string message, int found, int wanted)
        : base(message)
    {
        Found = found;
        Wanted = wanted;
    }

    /// <summary>The version found; 0 where there is no schema.</summary>
    public int Found { get; }

    /// <summary>The version that this build needs.</summary>
    public int Wanted { get; }
}
