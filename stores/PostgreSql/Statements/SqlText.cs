using System.Collections.Frozen;
using System.Globalization;

namespace MoCluster.Stores.PostgreSql.Statements;

/// <summary>
/// The statements, each a file under <c>Sql/</c>, read once. A statement's name is its path without extension: <c>Read/events</c>.
/// </summary>
internal static class SqlText
{
    private const string Prefix = "MoCluster.Stores.PostgreSql.Sql/";
    private const string MigrationFolder = "Migrations/";

    private static readonly FrozenDictionary<string, string> Statements = Load();

    /// <summary>The numbered migrations, ascending.</summary>
    public static IReadOnlyList<(int Version, string Name, string Sql)> Migrations { get; } =
    [
        .. Statements
            .Where(statement => statement.Key.StartsWith(MigrationFolder, StringComparison.Ordinal))
            .Select(statement => (Name: statement.Key[MigrationFolder.Length..], Sql: statement.Value))
            .Where(migration => char.IsAsciiDigit(migration.Name[0]))
            .Select(migration => (int.Parse(migration.Name[..4], CultureInfo.InvariantCulture), migration.Name, migration.Sql))
            .OrderBy(migration => migration.Item1),
    ];

    /// <summary>The names of all statements.</summary>
    public static IEnumerable<string> Names => Statements.Keys;

    /// <summary>A statement by its name.</summary>
    /// <exception cref="InvalidOperationException">There is no such file.</exception>
    public static string Get(string name) =>
        Statements.TryGetValue(name, out var sql)
            ? sql
            : throw new InvalidOperationException($"There is no statement '{name}' in stores/PostgreSql/Sql.");

    private static FrozenDictionary<string, string> Load()
    {
        var assembly = typeof(SqlText).Assembly;
        var statements = new Dictionary<string, string>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[Prefix.Length..^".sql".Length].Replace('\\', '/');
            statements[name] = reader.ReadToEnd().Trim();
        }

        return statements.ToFrozenDictionary();
    }
}
