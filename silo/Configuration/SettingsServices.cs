using Microsoft.Extensions.Options;
using MoCluster.GraphQL;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Stores.PostgreSql;

namespace MoCluster.Silo.Configuration;

/// <summary>Adds the options of the process to its services.</summary>
internal static class SettingsServices
{
    /// <summary>
    /// Adds every options class of <see cref="SettingsTable"/>, bound to its section, as <see cref="IOptions{TOptions}"/> and as itself. The host
    /// checks all of them before it starts other services.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="settings">The checked settings.</param>
    public static IServiceCollection AddSettings(this IServiceCollection services, Settings settings) =>
        services.AddSingleton(settings).AddSettings(settings.Values);

    /// <summary>Adds the options classes, bound to a configuration that was not checked yet.</summary>
    /// <param name="services">The services.</param>
    /// <param name="values">The configuration.</param>
    internal static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration values)
    {
        foreach (var section in SettingsTable.Sections)
            section.AddTo(services, values);
        return services
            .Check<ClusterSettings, StoreOptions>((cluster, store) => cluster.Mode == ClusterMode.AdoNet && store.Kind != StoreKind.PostgreSql
                ? $"Cluster:Mode is AdoNet and Store:Kind is {store.Kind}, which only one process can use; the silos of a cluster "
                    + "share a database. Set Store:Kind=PostgreSql and Store:ConnectionString, or Cluster:Mode=Single."
                : null)
            .Check<PostgreSqlOptions, StoreOptions>((database, store) => store.Kind == StoreKind.PostgreSql && database.ConnectionString.Length == 0
                ? "Store:ConnectionString is missing; Store:Kind=PostgreSql needs one, for example "
                    + "Store:ConnectionString=Host=db;Database=mocluster;Username=mocluster."
                : null)
            .Check<ExecutorOptions, ApiOptions>((graphQL, api) => graphQL.MaxDuration <= api.MaxWait
                ? $"GraphQL:MaxDuration is {graphQL.MaxDuration}, not above Api:MaxWait, which is {api.MaxWait}; a fetch with the longest "
                    + "wait would be cut off."
                : null);
    }

    /// <summary>Adds a check of options against those of another section.</summary>
    private static IServiceCollection Check<T, TOther>(this IServiceCollection services, Func<T, TOther, string?> problem)
        where T : class
        where TOther : class => services.AddSingleton<IValidateOptions<T>>(provider => new CombinationValidator<T, TOther>(
            provider.GetRequiredService<IOptions<TOther>>(), problem));

    private sealed class CombinationValidator<T, TOther>(IOptions<TOther> other, Func<T, TOther, string?> problem) : IValidateOptions<T>
        where T : class
        where TOther : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            try
            {
                return problem(options, other.Value) is { } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;
            }
            catch (OptionsValidationException)
            {
                // The validator of the other section reports its problems.
                return ValidateOptionsResult.Skip;
            }
        }
    }
}
