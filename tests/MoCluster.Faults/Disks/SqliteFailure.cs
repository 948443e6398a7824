namespace MoCluster.Faults.Disks;

/// <summary>SQLite refused a statement.</summary>
/// <param name="code">Its result code.</param>
/// <param name="extended">Its extended result code.</param>
/// <param name="message">Its message.</param>
internal sealed class SqliteFailure(int code, int extended, string message) : Exception($"{message} ({code}, {extended})")
{
    public int Extended => extended;
}
