using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Hosting;
using MoCluster.Stores.PostgreSql;
using MoCluster.Stores.PostgreSql.Schema;

namespace MoCluster.Silo.Storage;

/// <summary>The verbs that maintain the database. They start no silo and do not disturb running ones.</summary>
internal static class DatabaseVerbs
{
    /// <summary>Runs a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="settings">The settings, which name the database and its owner.</param>
    /// <param name="output">Receives the line that says what was done.</param>
    /// <exception cref="StartException">The verb failed and changed nothing.</exception>
    public static async Task RunAsync(Verb verb, Settings settings, TextWriter output)
    {
        if (settings.Get<StoreOptions>().Kind is var kind and not StoreKind.PostgreSql)
        {
            throw new StartException(
                $"Store:Kind is {kind}, but this verb is for PostgreSql. Name the database, for example "
                + "Store:Kind=PostgreSql Store:ConnectionString=Host=db;Database=mocluster;Username=mocluster_owner.");
        }

        var options = settings.Get<PostgreSqlOptions>();
        var done = await StoreOpening.ExplainAsync(() => verb == Verb.Migrate ? MigrateAsync(options) : RenewAsync(options));
        await output.WriteLineAsync(done);
    }

    private static async Task<string> MigrateAsync(PostgreSqlOptions options)
    {
        var applied = await Migrations.ApplyAsync(options, CancellationToken.None);
        var what = applied.Count == 0 ? "nothing had to be done" : $"applied {string.Join(", ", applied)}";
        var role = options.RuntimeRole is { } name ? $"; {name} may run silos" : "";
        return $"The schema {options.Schema} is at version {Migrations.Version}: {what}{role}.";
    }

    private static async Task<string> RenewAsync(PostgreSqlOptions options) =>
        $"The schema {options.Schema} has the incarnation {await Migrations.RenewIncarnationAsync(options, CancellationToken.None):D}: "
        + "tokens and cursors from before the restore settle nothing.";
}
