namespace MoCluster.Silo.Configuration;

/// <summary>A setting that was given under its former key.</summary>
/// <param name="Former">The key that was given.</param>
/// <param name="Key">The key of today.</param>
internal sealed record RenamedKey(string Former, string Key)
{
    /// <summary>The warning about it.</summary>
    public string Notice => $"{Former} is now called {Key}; this version still accepts the former key, the next one refuses it";
}
