namespace MoCluster.History.Workload;

/// <summary>A directory for one test, deleted when it is disposed.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    /// <summary>The path of the directory.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("mocluster-").FullName;

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
