using System.Collections.Immutable;
using MoCluster.Stores.Sqlite.Connections;

namespace MoCluster.Stores.Sqlite.Maintenance.Verifying;

/// <summary>Collects what is wrong with a database. It keeps the first problems and counts all.</summary>
/// <param name="file">The database's file.</param>
internal sealed class FoundProblems(string file)
{
    private readonly ImmutableArray<string>.Builder _told = ImmutableArray.CreateBuilder<string>();

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them.</summary>
    public ImmutableArray<string> Told => _told.ToImmutable();

    /// <summary>Adds a problem.</summary>
    /// <param name="table">The table.</param>
    /// <param name="what">The row's key, and what is wrong with it.</param>
    public void Add(string table, string what) => Add($"{file}: {table}: {what}");

    /// <summary>Adds a problem of the whole file.</summary>
    public void AddOfFile(string what) => Add($"{file}: {what}");

    /// <summary>Runs a check. If SQLite cannot read on, or a row's bytes make no sense, that is a problem too, and the next check goes on.</summary>
    public void Within(string table, Action check)
    {
        try
        {
            check();
        }
        catch (SqliteException damage) when (damage.IsDamage)
        {
            Add(table, $"it cannot be read to its end: {damage.Message}");
        }
        catch (Exception damage) when (SqliteDamagedException.Of(file, damage) is not null)
        {
            Add(table, $"a row cannot be read: {damage.Message}");
        }
    }

    private void Add(string problem)
    {
        Count++;
        if (_told.Count < VerificationReport.MaxProblems)
            _told.Add(problem);
    }
}
