using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Types;

/// <summary>The definition of an argument or of a field of an input object (spec §3.6.1, §3.10).</summary>
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

    /// <summary>The name, unique in the field, directive or input object.</summary>
    public string Name { get; }

    /// <summary>What the value is for; null if undocumented.</summary>
    public string? Description { get; }

    /// <summary>The type, an input type.</summary>
    public GraphQLType Type { get; }

    /// <summary>The default as it was written in the schema; null if there is none.</summary>
    public ValueNode? DefaultLiteral { get; }

    /// <summary>Why the argument or field should not be used any more; null if it is not deprecated.</summary>
    public string? DeprecationReason { get; }

    /// <summary>True if a value must be given: the type is non-null and there is no default.</summary>
    public bool IsRequired => Type is NonNullType && DefaultLiteral is null;

    /// <summary>
    /// The default after coercion; read only if there is a default. It is coerced on first use, because the default of an input object
    /// needs the defaults of its fields. The linker reads every default before the schema is shared between threads.
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
