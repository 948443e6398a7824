using System.Collections.Immutable;
using MoCluster.GraphQL.Language;

namespace MoCluster.GraphQL.Types;

/// <summary>The definition of a directive (spec §3.13).</summary>
public sealed class DirectiveType
{
    internal DirectiveType(
        string name,
        string? description,
        ImmutableArray<DirectiveLocation> locations,
        ImmutableArray<InputValue> arguments,
        bool isRepeatable)
    {
        Name = name;
        Description = description;
        Locations = locations;
        Arguments = arguments;
        IsRepeatable = isRepeatable;
    }

    /// <summary>The name without the at sign.</summary>
    public string Name { get; }

    /// <summary>What the directive does; null if undocumented.</summary>
    public string? Description { get; }

    /// <summary>Where the directive may be written.</summary>
    public ImmutableArray<DirectiveLocation> Locations { get; }

    /// <summary>The arguments, in the order of their declaration.</summary>
    public ImmutableArray<InputValue> Arguments { get; }

    /// <summary>True if the directive may be written several times at one place.</summary>
    public bool IsRepeatable { get; }
}
