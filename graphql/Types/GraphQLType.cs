namespace MoCluster.GraphQL.Types;

/// <summary>
/// A type of a schema: a named one, or a list or non-null wrapper. Wrappers are made once per inner type, so within a schema two
/// references mean the same type exactly if they are the same object.
/// </summary>
public abstract class GraphQLType
{
    private ListType? _list;
    private NonNullType? _nonNull;

    private protected GraphQLType()
    {
    }

    /// <summary>The type without any wrapper.</summary>
    public abstract NamedType Named { get; }

    /// <summary>The type without a non-null wrapper.</summary>
    public virtual GraphQLType Nullable => this;

    /// <summary>True if values of the type can be given as arguments: scalars, enums and input objects.</summary>
    public bool IsInput => Named is ScalarType or EnumType or InputObjectType;

    /// <summary>True if values of the type can be answered: everything but input objects.</summary>
    public bool IsOutput => Named is not InputObjectType;

    /// <summary>A list of this type.</summary>
    public ListType AsList() => _list ?? Interlocked.CompareExchange(ref _list, new ListType(this), null) ?? _list;

    /// <summary>This type without null.</summary>
    /// <exception cref="InvalidOperationException">The type is non-null already.</exception>
    public NonNullType AsNonNull()
    {
        if (this is NonNullType)
            throw new InvalidOperationException($"{this} is non-null already.");
        return _nonNull ?? Interlocked.CompareExchange(ref _nonNull, new NonNullType(this), null) ?? _nonNull;
    }
}
