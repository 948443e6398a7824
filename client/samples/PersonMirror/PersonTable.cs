using MoCluster.Client;
using Npgsql;

namespace MoCluster.Samples.PersonMirror;

/// <summary>The table of people. A person who is not active any more stays, without a name, so that a late write cannot bring it back.</summary>
internal static class PersonTable
{
    public static async Task CreateAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            "CREATE TABLE IF NOT EXISTS person (uuid uuid PRIMARY KEY, given_name text, surname text, event bigint NOT NULL)");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Writes a person, unless a newer event has written it already: a handler that hung while its lease was lost comes too late.</summary>
    public static async Task WriteAsync(NpgsqlDataSource database, Guid uuid, Person? person, long number, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO person AS mirrored (uuid, given_name, surname, event) VALUES ($1, $2, $3, $4)
            ON CONFLICT (uuid) DO UPDATE SET given_name = excluded.given_name, surname = excluded.surname, event = excluded.event
            WHERE mirrored.event <= excluded.event
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = uuid });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)person?.GivenName ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)person?.Surname ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = number });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
