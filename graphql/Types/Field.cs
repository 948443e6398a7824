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

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>What it answers; null if undocumented.</summary>
    public string? Description { get; }

    /// <summary>The type of its value.</summary>
    public GraphQLType Type { get; }

    /// <summary>The arguments in the order of their declaration.</summary>
    public ImmutableArray<InputValue> Arguments { get; }

    /// <summary>Why it should not be used any more; null if it may be used.</summary>
    public string? DeprecationReason { get; }

    /// <summary>Marks of the schema's builder, for inspection before execution (<see cref="PreparedOperation.RootFields"/>).</summary>
    public FrozenSet<string> Tags { get; }

    /// <summary>Null on interfaces, whose fields are never resolved themselves.</summary>
    internal Resolver? Resolver { get; }

    internal JsonEncodedText JsonName { get; }

    /// <summary>Finds an argument.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The argument, or null if there is none of that name.</returns>
    public InputValue? FindArgument(string name)
    {
        var index = ArgumentIndex(name);
        return index < 0 ? null : Arguments[index];
    }

    /// <summary>Fields have few arguments, for which a scan is quicker than a table.</summary>
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
