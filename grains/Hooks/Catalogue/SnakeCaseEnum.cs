using System.Text.Json;
using System.Text.Json.Serialization;

namespace MoCluster.Grains.Hooks.Catalogue;

/// <summary>Reads values of an enumeration as they are written in the file, for example <c>one_boolean</c>.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
