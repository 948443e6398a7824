namespace MoCluster.GraphQL.Types;

/// <summary>
/// A type of a schema: a named type, or a list or non-null wrapper. Each type makes its wrappers once, so types of one schema can be
/// compared by reference.
/// </summary>
public abstract class GraphQLType
{
    private ListType? _list;
    private NonNullType? _nonNull;

    private protected GraphQLType()
    {
    }

    /// <summary>The named type inside all wrappers.</summary>
    public abstract NamedType Named { get; }

    /// <summary>The type without a non-null wrapper around it.</summary>
    public virtual GraphQLType Nullable => this;

    /// <summary>True if the type can be the type of an argument: scalars, enums and input objects.</summary>
    public bool IsInput => Named is ScalarType or EnumType or InputObjectType;

    /// <summary>True if the type can be the type of a field of an object: all but input objects.</summary>
    public bool IsOutput => Named is not InputObjectType;

    /// <summary>The list type whose items are of this type.</summary>
    public ListType AsList() => _list ?? Interlocked.CompareExchange(ref _list, new ListType(this), null) ?? _list;

    /// <summary>The non-null type of this type.</summary>
    /// <exception cref="InvalidOperationException">The type is non-null already.</exception>
    public NonNullType AsNonNull()
    {
        if (this is NonNullType)
            throw new InvalidOperationException($"{this} is non-null already.");
        return _nonNull ?? Interlocked.CompareExchange(ref _nonNull, new NonNullType(this), null) ?? _nonNull;
    }
}
