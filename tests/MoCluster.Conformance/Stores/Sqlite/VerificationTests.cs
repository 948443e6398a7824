using MoCluster.Stores.Sqlite;
using MoCluster.Stores.Sqlite.Connections;
using MoCluster.Stores.Sqlite.Maintenance;

namespace MoCluster.Conformance.Stores.Sqlite;

/// <summary>What <c>./mo verify</c> finds.</summary>
public sealed class VerificationTests(ITestOutputHelper output)
{
    private static readonly string Busy = $"type = 'employee' AND uuid = x'{FilledDatabase.Busy.Uuid:N}'";

    [Fact]
    public async Task A_sound_database_has_no_problems_and_every_table_was_read()
    {
        using var database = new FilledDatabase();
        await database.FillAsync();
        var report = SqliteVerification.OfDirectory(database.Options);
        Assert.Empty(report.Problems);
        Assert.DoesNotContain(report.Rows, table => table.Value == 0);
        Assert.Equal(FilledDatabase.Show(database.File).Split('\n').Length, report.Rows.Values.Sum());
    }

    [Fact]
    public async Task Each_table_without_a_seal_is_compared_with_the_objects_and_every_other_has_one()
    {
        using var database = new FilledDatabase();
        await database.FillAsync();
        using var connection = SqliteConnection.Open(database.File, vfs: null, create: false, 1_024);
        var without = connection.Statement("Verify/tables").All(row => row.Text(0)).Where(table =>
        {
            using var rows = connection.Once($"SELECT * FROM {table}");
            return rows.ColumnName(rows.Columns - 1) != "seal";
        }).Order(StringComparer.Ordinal);
        Assert.Equal(["due", "incarnation", "object_reference", "object_user_key", "unique_key"], without);
    }

    [Theory]
    [InlineData("object", "DELETE FROM object WHERE {busy}", "employee/0197a1c0-0000-7000-8000-000000000001")]
    [InlineData("object", "UPDATE object SET number = number + 1 WHERE {busy}", "not as it was written")]
    [InlineData("object_user_key", "DELETE FROM object_user_key WHERE {busy}", "the row of the object is missing ('busy')")]
    [InlineData("object_user_key", "INSERT INTO object_user_key VALUES ('employee', 'stray', x'0197a1c0000070008000000000000001')", "says nothing of this row")]
    [InlineData("object_user_key", "INSERT INTO object_user_key VALUES ('employee', 'stray', zeroblob(16))", "there is no employee/00000000-0000-0000-0000-000000000000")]
    [InlineData("object_reference", "DELETE FROM object_reference WHERE source_type = 'employee'", "the row of the object is missing")]
    [InlineData("object_reference", "UPDATE object_reference SET valid_to = valid_to + 1 WHERE source_type = 'employee'", "not what the object says")]
    [InlineData("object_reference", "UPDATE object_reference SET place = 7 WHERE source_type = 'employee'", "place 7")]
    [InlineData("unique_key", "UPDATE unique_key SET holder_uuid = zeroblob(16) WHERE scope = 'test'", "not what the object says ('test' 'busy')")]
    [InlineData("unique_key", "INSERT INTO unique_key VALUES ('test', 'stray', 'employee', x'0197a1c0000070008000000000000001')", "'stray'")]
    [InlineData("due", "UPDATE due SET instant = instant + 1 WHERE type = 'employee'", "the row of the object is missing (2050")]
    [InlineData("due", "INSERT INTO due VALUES (1, 'employee', x'0197a1c0000070008000000000000001')", "says nothing of this row")]
    [InlineData("registration", "DELETE FROM registration WHERE {busy} AND number = 5", "number 5, id ")]
    [InlineData("registration", "DELETE FROM registration WHERE {busy} AND number = 299", "number 299, id ")]
    [InlineData("registration", "INSERT INTO registration SELECT 1000000, type, uuid, number, ticks, actor, operation, note, state, seal FROM registration WHERE {busy} AND number = 300", "id 1000000")]
    [InlineData("registration", "UPDATE registration SET state = x'00' WHERE {busy} AND number = 7", "not as it was written")]
    [InlineData("older_registrations", "DELETE FROM older_registrations WHERE {busy}", "the ids of the registrations 1 to 128 are missing")]
    [InlineData("event_block", "DELETE FROM event_block WHERE id = (SELECT id FROM event_block LIMIT 1 OFFSET 3)", "stands where event")]
    [InlineData("event_block", "DELETE FROM event_block WHERE id = (SELECT max(id) FROM event_block)", "its blocks end before event")]
    [InlineData("event_block", "UPDATE event_block SET events = zeroblob(3) WHERE id = (SELECT max(id) FROM event_block)", "not as it was written")]
    [InlineData("event_block", "DELETE FROM stream WHERE id = 1", "there is no stream 1")]
    [InlineData("stream", "UPDATE stream SET last = last + 1 WHERE id = 1", "not as it was written")]
    [InlineData("batch", "DELETE FROM batch WHERE ordinal = 9", "1 are missing")]
    [InlineData("listener", "DELETE FROM listener_progress", "has no progress")]
    [InlineData("listener_progress", "DELETE FROM listener", "is of no listener")]
    [InlineData("settled_bitmap", "UPDATE settled_bitmap SET bits = randomblob(64)", "not as it was written")]
    [InlineData("entry_row", "UPDATE entry_row SET attempts = attempts + 1", "not as it was written")]
    [InlineData("lease", "UPDATE lease SET entries = zeroblob(9)", "not as it was written")]
    [InlineData("lease_change", "UPDATE lease_change SET ended = 1 - ended", "not as it was written")]
    [InlineData("lease_change", "DELETE FROM lease", "is of no lease")]
    [InlineData("kept_result", "UPDATE kept_result SET ticks = ticks + 1", "not as it was written")]
    [InlineData("delivery", "UPDATE delivery SET payload = zeroblob(3)", "not as it was written")]
    [InlineData("delivery", "DELETE FROM delivery WHERE head = 1", "is not marked as it should be")]
    [InlineData("delivery", "DELETE FROM delivery_number", "is beyond the last number")]
    [InlineData("delivery_number", "UPDATE delivery_number SET last = last + 1", "not as it was written")]
    [InlineData("grain_state", "UPDATE grain_state SET tag = 9", "not as it was written")]
    [InlineData("namespace", "UPDATE namespace SET is_public = 1 - is_public", "not as it was written")]
    [InlineData("listener_group", "UPDATE listener_group SET epoch = epoch + 1", "not as it was written")]
    [InlineData("incarnation", "DELETE FROM incarnation", "the row is missing")]
    public async Task A_change_behind_the_stores_back_is_found(string table, string change, string problem)
    {
        using var database = new FilledDatabase();
        await database.FillAsync();
        var backup = database.Beside("backup.db");
        SqliteBackup.Write(database.Options, backup);
        Assert.NotEqual(0, FilledDatabase.Change(backup, change.Replace("{busy}", Busy, StringComparison.Ordinal)));
        var report = SqliteVerification.OfFile(backup);
        Assert.Contains(report.Problems, found => found.StartsWith($"{backup}: ", StringComparison.Ordinal) && found.Contains(problem, StringComparison.Ordinal));
        if (table != "object" || !change.StartsWith("DELETE", StringComparison.Ordinal))
            Assert.Contains(report.Problems, found => found.StartsWith($"{backup}: {table}: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_ends_before_what_was_confirmed_is_found()
    {
        using var database = new FilledDatabase();
        await database.FillAsync();
        FilledDatabase.Change(database.File, "DELETE FROM batch WHERE ordinal = (SELECT max(ordinal) FROM batch)");
        Assert.Contains("was confirmed", Assert.Single(SqliteVerification.OfDirectory(database.Options).Problems), StringComparison.Ordinal);
        File.Delete(Path.Combine(database.Options.Directory, "confirmed"));
        Assert.Contains("'confirmed' beside it is missing", Assert.Single(SqliteVerification.OfDirectory(database.Options).Problems), StringComparison.Ordinal);
    }

    /// <summary>Whatever bit flips: if the verification says nothing, every row is what it was.</summary>
    [Fact]
    public async Task A_flipped_bit_that_changes_anything_is_found()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MOCLUSTER_SEED"), out var given) ? given : Random.Shared.Next(1, 1_000_000);
        var random = new Random(seed);
        using var database = new FilledDatabase();
        await database.FillAsync(seed);
        var backup = database.Beside("backup.db");
        SqliteBackup.Write(database.Options, backup);
        var (shown, bytes) = (ShowSealed(backup), await File.ReadAllBytesAsync(backup, TestContext.Current.CancellationToken));
        var found = 0;
        for (var flip = 0; flip < 200; flip++)
        {
            var (place, bit) = (random.Next(bytes.Length), random.Next(8));
            bytes[place] ^= (byte)(1 << bit);
            await File.WriteAllBytesAsync(backup, bytes, TestContext.Current.CancellationToken);
            bytes[place] ^= (byte)(1 << bit);
            if (IsFound(backup))
                found++;
            else
                Assert.True(shown == ShowSealed(backup), $"Bit {bit} of byte {place} flipped unnoticed (MOCLUSTER_SEED={seed}).");
        }

        output.WriteLine($"seed {seed}: {found} of 200 flips were found, the others changed nothing; {bytes.Length} bytes");
        Assert.True(found > 20, $"Only {found} of 200 flips were found (MOCLUSTER_SEED={seed}).");
    }

    /// <summary>All rows but the incarnation: in a store its mark tells it apart, and a restored backup gets another.</summary>
    private static string ShowSealed(string file) =>
        string.Join('\n', FilledDatabase.Show(file).Split('\n').Where(row => !row.StartsWith("incarnation: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    private static bool IsFound(string file)
    {
        try
        {
            return SqliteVerification.OfFile(file).ProblemCount > 0;
        }
        catch (Exception refused) when (refused is SqliteDamagedException or SqliteMaintenanceException or SqliteException)
        {
            return true;
        }
    }
}
