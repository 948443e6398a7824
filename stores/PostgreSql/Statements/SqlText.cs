namespace MoCluster.Stores.PostgreSql.Statements;

/// <summary>The SQL statements for PostgreSQL, by the names of their files.</summary>
internal static class SqlText
{
    private static readonly SqlFiles Files = new("PostgreSql");

    /// <summary>The numbered migrations, ascending.</summary>
    public static IReadOnlyList<(int Version, string Name, string Sql)> Migrations => Files.Migrations;

    /// <summary>The names of all statements.</summary>
    public static IEnumerable<string> Names => Files.Names;

    /// <summary>A statement by its name.</summary>
    /// <exception cref="InvalidOperationException">There is no such file.</exception>
    public static string Get(string name) => Files.Get(name);
}
