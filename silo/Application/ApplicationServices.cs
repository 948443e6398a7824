namespace MoCluster.Silo.Application;

/// <summary>Adds the application layer: the operations that GraphQL and <c>/v1</c> share.</summary>
internal static class ApplicationServices
{
    /// <summary>Adds it. The store, the grains, the clock and the options are added elsewhere.</summary>
    /// <param name="services">The services of the process.</param>
    public static IServiceCollection AddApplication(this IServiceCollection services) => services
        .AddSingleton<FileStores>()
        .AddSingleton<GrainCalls>()
        .AddSingleton<RootOrganisation>()
        .AddSingleton<ListenerDirectory>()
        .AddSingleton<Fetches>()
        .AddSingleton<TokenUses>()
        .AddSingleton<Publications>()
        .AddSingleton<ExchangeRefreshes>()
        .AddSingleton<ListenerPauses>()
        .AddSingleton<TransferSlots>()
        .AddSingleton<ImportProgress>()
        .AddSingleton<ImportHost>();
}
