using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Silo.Api.V1;

/// <summary>
/// Checks whether JSON fits a type, and says which property is wrong and what it must be. The serializer's own errors only say where it
/// stopped. The shape of a type comes from the serializer, so that properties are declared once.
/// </summary>
/// <param name="options">The options of the serializer.</param>
internal sealed class JsonShape(JsonSerializerOptions options)
{
    /// <summary>Finds the first mistake.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="type">The type.</param>
    /// <returns>The mistake with its path, for example <c>events[3].subject</c>; null if the serializer will accept the JSON.</returns>
    public Refusal? Find(JsonElement json, Type type) => Find(json, type, "");

    private Refusal? Find(JsonElement json, Type type, string path)
    {
        var shape = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return shape.Kind switch
        {
            JsonTypeInfoKind.Object => json.ValueKind == JsonValueKind.Object ? FindInObject(json, shape, path) : Wrong(path, "an object", json),
            JsonTypeInfoKind.Enumerable => json.ValueKind == JsonValueKind.Array ? FindInList(json, shape, path) : Wrong(path, Describe(type), json),
            _ => IsOf(json, shape.Type) ? null : Wrong(path, Describe(shape.Type), json),
        };
    }

    private Refusal? FindInObject(JsonElement json, JsonTypeInfo shape, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var given in json.EnumerateObject())
        {
            var at = Join(path, given.Name);
            if (!seen.Add(given.Name))
                return new Refusal(RefusalCode.InvalidInput, $"{at} is given twice.", at);
            if (shape.Properties.FirstOrDefault(property => property.Name == given.Name) is not { } property)
            {
                var names = shape.Properties.Select(known => known.Name).ToArray();
                var known = names.Length == 0 ? "it has no properties here" : $"there are {string.Join(", ", names)}";
                return new Refusal(RefusalCode.InvalidInput, $"There is no {Shorten(at)}; {known}.{NearestName.Hint(given.Name, names)}", Shorten(at));
            }

            if (given.Value.ValueKind == JsonValueKind.Null)
            {
                if (!property.IsSetNullable)
                    return Wrong(at, Describe(property.PropertyType), given.Value);
            }
            else if (Find(given.Value, property.PropertyType, at) is { } wrong)
            {
                return wrong;
            }
        }

        var missing = shape.Properties.FirstOrDefault(property => property.IsRequired && !seen.Contains(property.Name));
        return missing is null ? null : new Refusal(
            RefusalCode.InvalidInput, $"{Join(path, missing.Name)} is missing; it must be {Describe(missing.PropertyType)}.", Join(path, missing.Name));
    }

    private Refusal? FindInList(JsonElement json, JsonTypeInfo shape, string path)
    {
        var index = 0;
        foreach (var item in json.EnumerateArray())
        {
            var at = $"{path}[{index++}]";
            var wrong = item.ValueKind == JsonValueKind.Null ? Wrong(at, Describe(shape.ElementType!), item) : Find(item, shape.ElementType!, at);
            if (wrong is not null)
                return wrong;
        }

        return null;
    }

    private static bool IsOf(JsonElement json, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.String => json.ValueKind == JsonValueKind.String,
        TypeCode.Boolean => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
        TypeCode.Int32 => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out _),
        TypeCode.Int64 => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out _),
        TypeCode.Double => json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && double.IsFinite(number),
        _ when type == typeof(Guid) => json.ValueKind == JsonValueKind.String && json.TryGetGuid(out _),
        _ when type == typeof(JsonElement) => true,
        _ => throw new NotSupportedException($"{nameof(JsonShape)} does not know the JSON of {type.Name}; add it."),
    };

    private string Describe(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return Type.GetTypeCode(bare) switch
        {
            TypeCode.String => "a text",
            TypeCode.Boolean => "true or false",
            TypeCode.Int32 => "a whole number of 32 bits",
            TypeCode.Int64 => "a whole number of 64 bits",
            TypeCode.Double => "a number",
            _ when bare == typeof(JsonElement) => "any JSON",
            _ when bare == typeof(Guid) => "a uuid such as 3b866d97-0b1f-48e0-8078-686d96f430b3",
            _ when options.GetTypeInfo(bare) is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } item } => $"a list, each item {Describe(item)}",
            _ => "an object",
        };
    }

    private static Refusal Wrong(string path, string right, JsonElement json)
    {
        var found = json.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => Shorten(json.GetRawText()),
            JsonValueKind.Null => "null",
            var truth => truth == JsonValueKind.True ? "true" : "false",
        };
        return new Refusal(RefusalCode.InvalidInput, $"{(path.Length == 0 ? "The body" : path)} is {found}; it must be {right}.", path.Length == 0 ? null : path);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Shorten(string text) => Grains.Primitives.StorableText.Start(text, 128);
}
