using MoCluster.GraphQL.Language;

namespace MoCluster.GraphQL.Types.Building;

/// <summary>Declares a directive. Made by <see cref="SchemaBuilder.Directive"/>.</summary>
public sealed class DirectiveBuilder
{
    private readonly string? _description;
    private readonly DirectiveLocation[] _locations;
    private readonly List<InputValueBuilder> _arguments = [];
    private bool _repeatable;

    internal DirectiveBuilder(string name, string? description, DirectiveLocation[] locations)
    {
        Name = name;
        _description = description;
        _locations = locations;
    }

    /// <summary>The name without the at sign.</summary>
    public string Name { get; }

    /// <summary>Adds an argument.</summary>
    /// <param name="name">The name, unique in the directive.</param>
    /// <param name="type">The type, as in "Boolean!".</param>
    /// <param name="description">What the argument is for, in Markdown.</param>
    /// <param name="defaultLiteral">The default in GraphQL's notation; null if there is none.</param>
    public DirectiveBuilder Argument(string name, string type, string? description = null, string? defaultLiteral = null)
    {
        _arguments.Add(new InputValueBuilder(name, type, description, defaultLiteral, null));
        return this;
    }

    /// <summary>Allows the directive several times at one place.</summary>
    public DirectiveBuilder Repeatable()
    {
        _repeatable = true;
        return this;
    }

    internal DirectiveType Build(SchemaLinker linker)
    {
        linker.CheckName(Name, "@" + Name);
        if (_locations.Length == 0)
            linker.Problem($"Directive @{Name} must include 1 or more locations.");
        linker.CheckUnique(_arguments.Select(a => a.Name), name => $"Argument \"@{Name}({name}:)\" can only be defined once.");
        var arguments = _arguments.DistinctBy(a => a.Name).Select(a => a.Build($"@{Name}({a.Name}:)", "Input Type", linker));
        return new DirectiveType(Name, _description, [.. _locations], [.. arguments], _repeatable);
    }
}
