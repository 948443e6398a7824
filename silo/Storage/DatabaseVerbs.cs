using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Hosting;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Silo.Storage;

/// <summary>The verbs that see to the database and end: no silo is started, and those that run are left alone.</summary>
internal static class DatabaseVerbs
{
    /// <summary>Does what a verb asks for.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="settings">Where the database is, and who may change it.</param>
    /// <param name="output">Gets the one line that says what was done.</param>
    /// <exception cref="StartException">It cannot be done, and nothing was.</exception>
    public static async Task RunAsync(Verb verb, Settings settings, TextWriter output)
    {
        if (settings.Get<StoreOptions>().Kind is var kind and not StoreKind.PostgreSql)
        {
            throw new StartException(
                $"Store:Kind is {kind}, and this verb is for PostgreSql. Name the database, for example "
                + "Store:Kind=PostgreSql Store:ConnectionString=Host=db;Database=mocluster;Username=mocluster_owner.");
        }

        var options = settings.Get<PostgreSqlOptions>();
        var done = await StoreOpening.ExplainAsync(() => verb == Verb.Migrate ? MigrateAsync(options) : RenewAsync(options));
        await output.WriteLineAsync(done);
    }

    private static async Task<string> MigrateAsync(PostgreSqlOptions options)
    {
        var applied = await Migrations.ApplyAsync(options, CancellationToken.None);
        var what = applied.Count == 0 ? "nothing was to be done" : $"applied {string.Join(", ", applied)}";
        var role = options.RuntimeRole is { } name ? $"; {name} may run silos" : "";
        return $"The schema {options.Schema} is at version {Migrations.Version}: {what}{role}.";
    }

    private static async Task<string> RenewAsync(PostgreSqlOptions options) =>
        $"The schema {options.Schema} has the incarnation {await Migrations.RenewIncarnationAsync(options, CancellationToken.None):D}: "
        + "tokens and cursors from before settle nothing new.";
}
