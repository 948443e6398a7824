namespace MoCluster.Silo.Api.Http.V1;

/// <summary>Adds plain HTTP to the process.</summary>
internal static class V1Services
{
    /// <summary>Adds what serves it.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddV1(this IServiceCollection services) =>
        services.AddSingleton<V1Events>().AddSingleton<V1Listeners>().AddSingleton<V1Stream>().AddSingleton<V1Api>();

    /// <summary>Adds its paths.</summary>
    /// <param name="app">The application.</param>
    public static void MapV1(this WebApplication app) => app.Services.GetRequiredService<V1Api>().Map(app);
}
