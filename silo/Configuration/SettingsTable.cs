using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Hooks;
using MoCluster.Grains.Listeners;
using MoCluster.Grains.Listeners.Lag;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Objects.Effects;
using MoCluster.Grains.Objects.Exports;
using MoCluster.Grains.Objects.Imports;
using MoCluster.Grains.Objects.Selection;
using MoCluster.Grains.Triggers.Registry;
using MoCluster.GraphQL;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Stores.PostgreSql;
using MoCluster.Stores.Sqlite;

namespace MoCluster.Silo.Configuration;

/// <summary>
/// The list of all settings: which options class reads which section. The options class alone says what a setting does, and declares its
/// default and range. <c>CONFIGURATION.md</c> is generated from these classes.
/// </summary>
internal static class SettingsTable
{
    /// <summary>The sections, in the order in which they are documented.</summary>
    public static ImmutableArray<SettingsSection> Sections { get; } =
    [
        SettingsSection.Of<AuthenticationSettings>(AuthenticationSettings.Section),
        SettingsSection.Of<ClusterSettings>("Cluster"),
        SettingsSection.Of<StoreOptions>("Store"),
        SettingsSection.Of<SqliteOptions>("Store", nameof(SqliteOptions.Directory)),
        SettingsSection.Of<PostgreSqlOptions>("Store", nameof(PostgreSqlOptions.ConnectionString), nameof(PostgreSqlOptions.Schema)),
        SettingsSection.Of<SqliteOptions>(
            "Sqlite",
            nameof(SqliteOptions.MaxQueuedCommits), nameof(SqliteOptions.MaxBatchCommits), nameof(SqliteOptions.TailEvents),
            nameof(SqliteOptions.Readers), nameof(SqliteOptions.CacheKiB), nameof(SqliteOptions.CheckpointPages)),
        SettingsSection.Of<PostgreSqlOptions>(
            "PostgreSql",
            nameof(PostgreSqlOptions.MigrateAtStart), nameof(PostgreSqlOptions.RuntimeRole), nameof(PostgreSqlOptions.CommitConnections),
            nameof(PostgreSqlOptions.Readers), nameof(PostgreSqlOptions.MaxQueuedCommits), nameof(PostgreSqlOptions.MaxBatchCommits),
            nameof(PostgreSqlOptions.StatementTimeout), nameof(PostgreSqlOptions.LockTimeout),
            nameof(PostgreSqlOptions.IdleInTransactionTimeout), nameof(PostgreSqlOptions.GiveUpAfter)),
        SettingsSection.Of<HttpSettings>("Http"),
        SettingsSection.Of<ApiOptions>("Api"),
        SettingsSection.Of<FilesOptions>("Files"),
        SettingsSection.Of<MetricsOptions>("Metrics"),
        SettingsSection.Of<ExecutorOptions>("GraphQL"),
        SettingsSection.Of<EventsOptions>("Events"),
        SettingsSection.Of<EffectClockOptions>("Events"),
        SettingsSection.Of<ListenerOptions>("Events", nameof(ListenerOptions.LaneEntries)),
        SettingsSection.Of<PinOptions>("Events", nameof(PinOptions.PinnedAfter), nameof(PinOptions.SuspendPinned)),
        SettingsSection.Of<ObjectOptions>(
            "Objects",
            nameof(ObjectOptions.Limit), nameof(ObjectOptions.TriggerBudget), nameof(ObjectOptions.AfterTriggerBudget),
            nameof(ObjectOptions.QueueLimit), nameof(ObjectOptions.Remembered), nameof(ObjectOptions.CprValidateBirthdate),
            nameof(ObjectOptions.TerminateEndsPerson), nameof(ObjectOptions.SubstituteTypes)),
        SettingsSection.Of<SelectionOptions>("Selection"),
        SettingsSection.Of<ImportOptions>("Import"),
        SettingsSection.Of<ExportOptions>("Export"),
        SettingsSection.Of<TriggersOptions>(TriggersOptions.Section),
        SettingsSection.Of<DeliveryOptions>("Triggers", nameof(DeliveryOptions.DeliverySweep), nameof(DeliveryOptions.LongestOutage)),
        SettingsSection.Of<HttpTriggerOptions>("HttpTriggers"),
        SettingsSection.Of<TriggerRegistryOptions>("HttpTriggers"),
        SettingsSection.Of<HookOptions>("Hooks"),
        SettingsSection.Of<AmqpOptions>("Amqp"),
    ];

    /// <summary>The keys of all settings, <see cref="ListenUrls.Key"/> first.</summary>
    public static IEnumerable<string> Keys => Sections.SelectMany(section => section.Settings).Select(setting => setting.Key).Prepend(ListenUrls.Key);

    /// <summary>OS2mo's names for settings.</summary>
    public static IEnumerable<string> Os2moNames => Sections.SelectMany(section => section.Settings).SelectMany(setting => setting.Os2moNames);

    /// <summary>Whether a section of this name exists, ignoring case.</summary>
    /// <param name="name">The name.</param>
    public static bool HasSection(string name) => Sections.Any(section => section.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The problem of a key that is not a setting. It names the nearest key.</summary>
    /// <param name="key">The key.</param>
    public static string Unknown(string key) => $"{key} is not a setting of MoCluster; did you mean {NearestName.Nearest(key, Keys)}?";

    /// <summary>Finds the setting of a property; null when the property is not a setting.</summary>
    /// <param name="type">The options class.</param>
    /// <param name="property">The name of the property.</param>
    public static Setting? Find(Type type, string property) => Sections.Where(section => section.Type == type)
        .SelectMany(section => section.Settings).FirstOrDefault(setting => setting.Property.Name == property);
}
