using System.Collections.Frozen;
using System.Globalization;

namespace MoCluster.Stores;

/// <summary>
/// The SQL statements of a store: each is a file under <c>Sql/</c> and is read once. A statement's name is its path without extension, for example
/// <c>Read/events</c>.
/// </summary>
internal sealed class SqlFiles
{
    private const string MigrationFolder = "Migrations/";

    private readonly string _store;
    private readonly FrozenDictionary<string, string> _statements;

    /// <summary>Reads the statements of a store.</summary>
    /// <param name="store">The folder of the store, for example <c>PostgreSql</c>.</param>
    public SqlFiles(string store)
    {
        _store = store;
        _statements = Load($"MoCluster.Stores.{store}.Sql/");
        Migrations =
        [
            .. _statements
                .Where(statement => statement.Key.StartsWith(MigrationFolder, StringComparison.Ordinal))
                .Select(statement => (Name: statement.Key[MigrationFolder.Length..], Sql: statement.Value))
                .Where(migration => char.IsAsciiDigit(migration.Name[0]))
                .Select(migration => (int.Parse(migration.Name[..4], CultureInfo.InvariantCulture), migration.Name, migration.Sql))
                .OrderBy(migration => migration.Item1),
        ];
    }

    /// <summary>The numbered migrations, ascending.</summary>
    public IReadOnlyList<(int Version, string Name, string Sql)> Migrations { get; }

    /// <summary>The names of all statements.</summary>
    public IEnumerable<string> Names => _statements.Keys;

    /// <summary>A statement by its name.</summary>
    /// <exception cref="InvalidOperationException">There is no such file.</exception>
    public string Get(string name) =>
        _statements.TryGetValue(name, out var sql)
            ? sql
            : throw new InvalidOperationException($"There is no statement '{name}' in stores/{_store}/Sql.");

    private static FrozenDictionary<string, string> Load(string prefix)
    {
        var assembly = typeof(SqlFiles).Assembly;
        var statements = new Dictionary<string, string>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[prefix.Length..^".sql".Length].Replace('\\', '/');
            statements[name] = reader.ReadToEnd().Trim();
        }

        return statements.ToFrozenDictionary();
    }
}
