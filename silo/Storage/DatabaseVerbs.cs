using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Hosting;
using MoCluster.Stores.PostgreSql;
using MoCluster.Stores.PostgreSql.Schema;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Silo.Storage;

/// <summary>The verbs that maintain the database. They start no silo and do not disturb running ones.</summary>
internal static class DatabaseVerbs
{
    /// <summary>What a verb does, for the sentence that says that it cannot.</summary>
    public static string Describe(Verb verb) => verb switch
    {
        Verb.Migrate => "migrate",
        Verb.Restored => "end the restore",
        Verb.Backup => "write the backup",
        Verb.Verify => "verify",
        _ => "start",
    };

    /// <summary>Runs a verb.</summary>
    /// <param name="commandLine">The verb and its file.</param>
    /// <param name="settings">The settings, which name the database and its owner.</param>
    /// <param name="output">Receives the lines that say what was done.</param>
    /// <param name="errors">Receives what is damaged.</param>
    /// <returns>False if the verb found damage.</returns>
    /// <exception cref="StartException">The verb failed and changed nothing.</exception>
    public static async Task<bool> RunAsync(CommandLine commandLine, Settings settings, TextWriter output, TextWriter errors)
    {
        var embedded = new EmbeddedVerbs(settings.Get<SqliteOptions>(), output, errors);
        switch (commandLine.Verb, settings.Get<StoreOptions>().Kind)
        {
            case (Verb.Verify, _) when commandLine.File is not null:
            case (Verb.Verify or Verb.Backup or Verb.Restored, StoreKind.Sqlite):
                return await embedded.RunAsync(commandLine.Verb, commandLine.File);
            case (Verb.Migrate or Verb.Restored, StoreKind.PostgreSql):
                await output.WriteLineAsync(await RunAsync(commandLine.Verb, settings.Get<PostgreSqlOptions>()));
                return true;
            case (Verb.Verify or Verb.Backup, StoreKind.PostgreSql):
                throw new StartException("Store:Kind is PostgreSql, which has its own tools: pg_dump for a backup (deploy/RUNBOOK.md), pg_amcheck to verify.");
            case (Verb.Migrate, var kind):
                throw new StartException(
                    $"Store:Kind is {kind}, but this verb is for PostgreSql. Name the database, for example "
                    + "Store:Kind=PostgreSql Store:ConnectionString=Host=db;Database=mocluster;Username=mocluster_owner.");
            case var (_, kind):
                throw new StartException($"Store:Kind is {kind}, which this verb is not for. Name the store, for example Store:Kind=Sqlite Store:Directory=./data.");
        }
    }

    private static Task<string> RunAsync(Verb verb, PostgreSqlOptions options) =>
        StoreOpening.ExplainAsync(() => verb == Verb.Migrate ? MigrateAsync(options) : RenewAsync(options));

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
