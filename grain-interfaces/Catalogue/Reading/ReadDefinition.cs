namespace MoCluster.GrainInterfaces.Catalogue.Reading;

/// <summary>
/// A field under which queries read a value or what it refers to. For references the GraphQL type says what is read: <c>UUID</c> reads uuids,
/// <c>ClassResponse</c> the object, <c>ClassResponsePaged</c> pages of objects, and <c>Class</c> the values that are valid at a time; a list has all, and
/// what is no list has the only one.
/// </summary>
/// <param name="Name">The name in GraphQL.</param>
/// <param name="Type">The GraphQL type, for example <c>[Employee!]!</c>.</param>
/// <param name="IsDeprecated">Whether OS2mo deprecates it.</param>
public sealed record ReadDefinition(string Name, string Type, bool IsDeprecated)
{
    private const string Deprecated = " @deprecated";

    /// <summary>Reads a definition as catalogue files have it: the type, with <c>@deprecated</c> after it where it is.</summary>
    /// <param name="name">The name in GraphQL.</param>
    /// <param name="text">The text.</param>
    internal static ReadDefinition Parse(string name, string text) => text.EndsWith(Deprecated, StringComparison.Ordinal)
        ? new ReadDefinition(name, text[..^Deprecated.Length], IsDeprecated: true)
        : new ReadDefinition(name, text, IsDeprecated: false);
}
