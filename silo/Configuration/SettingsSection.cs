using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MoCluster.Silo.Configuration;

/// <summary>What an options class takes from a section of the configuration. A section may serve several classes, and a class read several.</summary>
/// <param name="Name">The section.</param>
/// <param name="Type">The options class.</param>
/// <param name="Settings">The settings, in the order of the class.</param>
/// <param name="AddTo">Adds the class to services: bound to the section, checked at start, and itself a service.</param>
internal sealed record SettingsSection(string Name, Type Type, ImmutableArray<Setting> Settings, Action<IServiceCollection, IConfiguration> AddTo)
{
    /// <summary>Describes it.</summary>
    /// <typeparam name="T">The options class.</typeparam>
    /// <param name="name">The section.</param>
    /// <param name="properties">The properties that are settings; none for all that can be written as a text.</param>
    public static SettingsSection Of<T>(string name, params string[] properties)
        where T : class
    {
        var found = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && (properties.Length == 0 ? IsText(property.PropertyType) : properties.Contains(property.Name)))
            .Select(property => new Setting(name, property));
        return new SettingsSection(name, typeof(T), [.. found], (services, values) =>
        {
            services.AddOptions<T>().Bind(values.GetSection(name)).ValidateOnStart();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<T>, SettingsValidator<T>>());
            services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
        });
    }

    private static bool IsText(Type type) =>
        type.IsEnum || type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(TimeSpan);
}
