namespace MoCluster.Silo.Configuration;

/// <summary>A setting that was given under its former key.</summary>
/// <param name="Former">The key in the configuration.</param>
/// <param name="Key">The current key.</param>
internal sealed record RenamedKey(string Former, string Key)
{
    /// <summary>The warning for the log.</summary>
    public string Notice => $"{Former} is now called {Key}; this version still accepts the former key, the next one refuses it";
}
