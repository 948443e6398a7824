using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MoCluster.Faults.Inputs;

/// <summary>
/// Chooses a usual value for an input by its name, so that the operation succeeds with the objects that <see cref="InputTests"/> created
/// before. An unknown name gets a value of its type.
/// </summary>
internal static class Usual
{
    /// <summary>The namespace that every silo has.</summary>
    public const string Namespace = "inputs";

    /// <summary>The routing key of the listener in that namespace.</summary>
    public const string RoutingKey = "r";

    /// <summary>The object of a type that every silo has, by the type's name in mutations.</summary>
    /// <param name="type">The name, for example <c>org_unit</c>.</param>
    public static Guid ObjectOf(string type) => UuidOf($"object of {type}");

    /// <summary>The object of a type that the tests may end, because nothing refers to it.</summary>
    /// <param name="type">The name, for example <c>org_unit</c>.</param>
    public static Guid Doomed(string type) => UuidOf($"doomed {type}");

    /// <summary>Whether a uuid comes from a request and was not drawn by a silo.</summary>
    public static bool IsOwn(string uuid) => uuid.StartsWith("aaaaaaaa", StringComparison.OrdinalIgnoreCase);

    /// <summary>A value, as JSON.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="name">The name of the argument or field.</param>
    /// <param name="scalar">The name of its type.</param>
    /// <param name="subject">The object that the request creates; null for a new one.</param>
    /// <param name="number">A number that was not used before.</param>
    public static string Of(GraphQLOperation operation, string name, string scalar, Guid? subject, int number) => (scalar, name) switch
    {
        ("UUID", "uuid" or "uuids") when operation.Root.Name.StartsWith("event", StringComparison.Ordinal) => "\"{{listener}}\"",
        ("UUID", "listener") => "\"{{listener}}\"",
        ("UUID", "uuid" or "uuids") => JsonTexts.Text((subject ?? Meant(operation, number)).ToString("D")),
        ("UUID", _) => JsonTexts.Text(Referred(name).ToString("D")),
        ("String", "namespace" or "namespaces" or "names") => JsonTexts.Text(Namespace),
        ("String", "name") when operation.Root.Name.StartsWith("event_namespace", StringComparison.Ordinal) =>
            JsonTexts.Text(operation.Order == 4 ? "nobody's" : Namespace),
        ("String", "routing_key" or "routing_keys") => JsonTexts.Text(RoutingKey),
        ("String", _) => JsonTexts.Text($"t{number.ToString(CultureInfo.InvariantCulture)}"),
        ("DateTime", "to" or "to_date" or "end") => operation.Order == 3 ? "\"2029-01-01\"" : "\"2030-01-01\"",
        ("DateTime" or "Date", _) => "\"2020-01-01\"",
        ("Int", _) => "5",
        ("Float", "wait_seconds") => "0",
        ("Boolean", "delete_pending_events") => "true",
        ("Boolean", _) => "false",
        ("CPR", _) => JsonTexts.Text($"010170{number % 4000:0000}"),
        ("EventToken", _) => "\"{{token}}\"",
        ("Cursor", _) => "null",
        _ => "1",
    };

    private static Guid Meant(GraphQLOperation operation, int number)
    {
        var name = operation.Root.Name;
        var type = name.Contains('_', StringComparison.Ordinal) ? name[..name.LastIndexOf('_')] : name;
        type = type.EndsWith('s') && !type.EndsWith("ss", StringComparison.Ordinal) ? type[..^1] : type;
        return operation.Order switch
        {
            0 => UuidOf($"new {number}"),
            // A second association of the same IT user with the same unit would be refused.
            3 when type == "itassociation" => ObjectOf(type),
            3 or 4 => Doomed(type),
            _ => ObjectOf(type),
        };
    }

    private static Guid Referred(string name) => name switch
    {
        _ when name.Contains("unit", StringComparison.Ordinal) || name is "parent" or "origin" or "destination" =>
            name.Contains("type", StringComparison.Ordinal) || name.Contains("level", StringComparison.Ordinal) || name.Contains("hierarchy", StringComparison.Ordinal)
                ? ObjectOf("class") : ObjectOf("org_unit"),
        "person" or "employee" or "owner" or "substitute" => ObjectOf("employee"),
        _ when name.Contains("facet", StringComparison.Ordinal) => ObjectOf("facet"),
        _ when name is "ituser" or "it_user" or "itusers" => ObjectOf("ituser"),
        _ when name.Contains("itsystem", StringComparison.Ordinal) || name == "it_system" => ObjectOf("itsystem"),
        "engagement" or "engagements" => ObjectOf("engagement"),
        _ => ObjectOf("class"),
    };

    /// <summary>The uuid that stands for a name. It begins with <c>aaaaaaaa</c>.</summary>
    private static Guid UuidOf(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[..4].Fill(0xaa);
        return new Guid(bytes, bigEndian: true);
    }
}
