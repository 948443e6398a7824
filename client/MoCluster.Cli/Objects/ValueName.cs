using System.Reflection;
using System.Text.Json;
using MoCluster.Client;

namespace MoCluster.Cli.Objects;

/// <summary>A value of objects of a type.</summary>
/// <param name="Name">Its name in JSON, for example <c>parent_uuid</c>.</param>
/// <param name="Property">The property that has it.</param>
internal sealed record ValueName(string Name, PropertyInfo Property)
{
    /// <summary>The values of a type, without its identity and its validity, which all types have.</summary>
    /// <param name="type">The type of the values.</param>
    public static IReadOnlyList<ValueName> Of(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => new ValueName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), property)),
    ];

    /// <summary>The value: a text, a number, a truth, a uuid, a list of texts, or null.</summary>
    /// <param name="values">The values of an object.</param>
    public object? In(ObjectValues values) => Property.GetValue(values) switch
    {
        DateOnly day => DayText.Text(day),
        IEnumerable<Guid> uuids => uuids.Select(uuid => uuid.ToString("D")).ToArray(),
        Enum choice => choice.ToString(),
        var value => value,
    };
}
