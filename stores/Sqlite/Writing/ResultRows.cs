using System.Collections.Immutable;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>Writes the results that a batch keeps under idempotency keys.</summary>
/// <param name="connection">The writing connection.</param>
internal sealed class ResultRows(SqliteConnection connection)
{
    private readonly RowWriter _writer = new();

    /// <summary>Writes the results of a batch.</summary>
    public void Write(WriteBatch batch)
    {
        foreach (var (commit, given) in batch.Commits)
        {
            if (commit.Results.IsEmpty)
                continue;
            var numbers = ImmutableArray.CreateRange(given.Append(commit.Events), appended => appended.Event.Number);
            foreach (var write in commit.Results)
            {
                var kept = new KeptResult(write.RequestHash, write.Document, given.Time, numbers, given.RegistrationTimes);
                connection.Statement("Write/put_result")
                    .With(write.Key.Caller).With(write.Key.Key).With(write.Key.Path).With(write.Key.Index).With(given.Time)
                    .With(KeptResultFormat.Write(_writer, kept)).Seal().Run();
            }
        }
    }
}
