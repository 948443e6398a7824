using System.Globalization;
using System.Security.Cryptography;
using MoCluster.Disks;

namespace MoCluster.Faults.Disks;

/// <summary>Commits transactions to a database whose disk may fail at any moment, and remembers which ones SQLite confirmed.</summary>
/// <param name="random">Chooses what they write.</param>
/// <param name="settings">The pragmas of the connection.</param>
internal sealed class RawTransactions(Random random, string settings)
{
    /// <summary>A hash of what each confirmed transaction wrote, and of the one whose outcome is unknown.</summary>
    private readonly Dictionary<int, string> _confirmed = [];
    private readonly Dictionary<int, string> _unknown = [];
    private int _last;

    /// <summary>How many transactions were confirmed.</summary>
    public int Confirmed => _confirmed.Count;

    /// <summary>Opens the database and commits until the disk fails, or this often.</summary>
    public void Run(DiskMount mount, int transactions)
    {
        try
        {
            using var database = RawDatabase.Open(mount, settings);
            database.Execute("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, tx INTEGER, body BLOB)");
            for (var made = 0; made < transactions; made++)
                Commit(database);
        }
        catch (SqliteFailure) when (mount.IsDead)
        {
            // The power is off.
        }
    }

    /// <summary>How many confirmed transactions are not in the database. Fails if it is damaged or holds a part of a transaction.</summary>
    public int CountLost(DiskMount mount)
    {
        using var database = RawDatabase.Open(mount, settings);
        Assert.Equal("ok", database.Value("PRAGMA integrity_check"));
        database.Execute("CREATE TABLE IF NOT EXISTS t (id INTEGER PRIMARY KEY, tx INTEGER, body BLOB)");
        var found = database.Query("SELECT tx, group_concat(hex(body), ' ' ORDER BY id) FROM t GROUP BY tx")
            .ToDictionary(row => int.Parse(row[0], CultureInfo.InvariantCulture), row => HashOf(row[1]));
        foreach (var (transaction, hash) in found)
            Assert.Equal(_confirmed.GetValueOrDefault(transaction) ?? _unknown.GetValueOrDefault(transaction), hash);
        var lost = _confirmed.Keys.Except(found.Keys).ToArray();

        // What is there now must stay, and what is not there is gone.
        foreach (var transaction in lost)
            _confirmed.Remove(transaction);
        foreach (var (transaction, hash) in found)
            _confirmed[transaction] = hash;
        _unknown.Clear();
        return lost.Length;
    }

    private static string HashOf(string bodies) => Convert.ToHexString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(bodies)));

    private void Commit(RawDatabase database)
    {
        var transaction = ++_last;
        var bodies = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new byte[random.Next(20, random.Next(8) == 0 ? 9_000 : 400)]).ToArray();
        foreach (var body in bodies)
            random.NextBytes(body);
        var hash = HashOf(string.Join(' ', bodies.Select(Convert.ToHexString)));
        _unknown.Add(transaction, hash);
        database.Execute("BEGIN");
        foreach (var body in bodies)
            database.Insert(transaction, body);
        database.Execute("COMMIT");
        _unknown.Remove(transaction);
        _confirmed.Add(transaction, hash);
        if (random.Next(30) == 0)
            database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
}
