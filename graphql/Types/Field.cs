using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GraphQL.Execution.Resolvers;

namespace MoCluster.GraphQL.Types;

/// <summary>A field of an object or of an interface (spec §3.6).</summary>
public sealed class Field
{
    internal Field(
        string name,
        string? description,
        GraphQLType type,
        ImmutableArray<InputValue> arguments,
        string? deprecationReason,
        FrozenSet<string> tags,
        Resolver? resolver)
    {
        Name = name;
        Description = description;
        Type = type;
        Arguments = arguments;
        DeprecationReason = deprecationReason;
        Tags = tags;
        Resolver = resolver;
        JsonName = JsonEncodedText.Encode(name);
    }

    /// <summary>The name, unique in the type.</summary>
    public string Name { get; }

    /// <summary>What the field answers; null if undocumented.</summary>
    public string? Description { get; }

    /// <summary>The type of the field's value.</summary>
    public GraphQLType Type { get; }

    /// <summary>The arguments, in the order of their declaration.</summary>
    public ImmutableArray<InputValue> Arguments { get; }

    /// <summary>Why the field should not be used any more; null if it is not deprecated.</summary>
    public string? DeprecationReason { get; }

    /// <summary>Marks that the schema's author set, for inspection before execution (<see cref="PreparedOperation.RootFields"/>).</summary>
    public FrozenSet<string> Tags { get; }

    /// <summary>How the field gets its value; null for a field of an interface, which is never resolved itself.</summary>
    internal Resolver? Resolver { get; }

    internal JsonEncodedText JsonName { get; }

    /// <summary>Finds an argument.</summary>
    /// <param name="name">The name of the argument.</param>
    /// <returns>The argument, or null if the field has none of that name.</returns>
    public InputValue? FindArgument(string name)
    {
        var index = ArgumentIndex(name);
        return index < 0 ? null : Arguments[index];
    }

    /// <summary>The index of an argument, or -1. Fields have few arguments, so a scan is faster than a dictionary.</summary>
    internal int ArgumentIndex(string name)
    {
        for (var i = 0; i < Arguments.Length; i++)
        {
            if (Arguments[i].Name == name)
                return i;
        }

        return -1;
    }
}
