using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace MoCluster.Silo.Configuration;

/// <summary>The settings that an options class takes from a section of the configuration. Several classes may share a section, and a class may take settings from several sections.</summary>
/// <param name="Name">The name of the section.</param>
/// <param name="Type">The options class.</param>
/// <param name="Settings">The settings, in the order of the class.</param>
/// <param name="AddTo">Adds the class to the services, bound to the section and checked at start.</param>
internal sealed record SettingsSection(string Name, Type Type, ImmutableArray<Setting> Settings, Action<IServiceCollection, IConfiguration> AddTo)
{
    /// <summary>Describes the settings of an options class.</summary>
    /// <typeparam name="T">The options class.</typeparam>
    /// <param name="name">The name of the section.</param>
    /// <param name="properties">The names of the properties that are settings. If there are none, all properties that can be written as text are.</param>
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
        type.IsEnum || type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(TimeSpan)
        || type == typeof(TextList);
}
