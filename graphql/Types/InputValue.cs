using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Types;

/// <summary>An argument, or a field of an input object (spec §3.6.1, §3.10).</summary>
public sealed class InputValue
{
    private DefaultState _state;
    private object? _default;

    internal InputValue(string name, string? description, GraphQLType type, ValueNode? defaultLiteral, string? deprecationReason)
    {
        Name = name;
        Description = description;
        Type = type;
        DefaultLiteral = defaultLiteral;
        DeprecationReason = deprecationReason;
    }

    private enum DefaultState
    {
        Literal,
        Coercing,
        Coerced,
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>What it is; null if undocumented.</summary>
    public string? Description { get; }

    /// <summary>The type, an input type.</summary>
    public GraphQLType Type { get; }

    /// <summary>The default as written in the schema; null if it has none.</summary>
    public ValueNode? DefaultLiteral { get; }

    /// <summary>Why it should not be used any more; null if it may be used.</summary>
    public string? DeprecationReason { get; }

    /// <summary>True if a value must be given: the type is non-null and there is no default.</summary>
    public bool IsRequired => Type is NonNullType && DefaultLiteral is null;

    /// <summary>
    /// The default after input coercion; only if there is one. Coerced on first use, because the defaults of input objects are
    /// made of those of their fields; the linker uses every one before the schema is handed out.
    /// </summary>
    internal object? DefaultValue
    {
        get
        {
            if (_state == DefaultState.Coerced)
                return _default;
            if (_state == DefaultState.Coercing)
                throw new GraphQLException($"The default value of \"{Name}\" contains itself.");
            _state = DefaultState.Coercing;
            _default = LiteralCoercion.Coerce(DefaultLiteral!, Type, null);
            _state = DefaultState.Coerced;
            return _default;
        }
    }
}
