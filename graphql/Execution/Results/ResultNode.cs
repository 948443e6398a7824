namespace MoCluster.GraphQL.Execution.Results;

/// <summary>
/// An object or list of the answer under construction. It knows its place in its parent, so that null can propagate upwards.
/// </summary>
internal abstract class ResultNode(ResultNode? parent, int slot, bool isNullable, int size)
{
    public ResultNode? Parent { get; } = parent;

    /// <summary>The index of the node in the parent's values.</summary>
    public int Slot { get; } = slot;

    /// <summary>True if the place of this node may be null.</summary>
    public bool IsNullable { get; } = isNullable;

    /// <summary>The finished values: null, what a scalar serialized to, or nodes.</summary>
    public object?[] Values { get; } = size == 0 ? [] : new object?[size];

    /// <summary>True once null has replaced the node. What still runs below it no longer matters.</summary>
    public bool IsDead { get; private set; }

    /// <summary>True if null has replaced this node or one above it.</summary>
    public bool IsCutOff
    {
        get
        {
            for (var node = this; node is not null; node = node.Parent)
            {
                if (node.IsDead)
                    return true;
            }

            return false;
        }
    }

    /// <summary>
    /// Handles a null at a non-null place of this node: replaces the nearest node that may be null with null (spec §6.4.4).
    /// </summary>
    public void Propagate()
    {
        var node = this;
        while (true)
        {
            node.IsDead = true;
            if (node.Parent is null)
                return;
            if (node.IsNullable)
            {
                node.Parent.Values[node.Slot] = null;
                return;
            }

            node = node.Parent;
        }
    }

    /// <summary>The path to one of the node's values.</summary>
    public ResponsePath PathOf(int slot)
    {
        var segments = new Stack<object>();
        var position = new Stack<int>();
        var node = this;
        while (true)
        {
            segments.Push(node.Segment(slot));
            position.Push(slot);
            if (node.Parent is null)
                return new ResponsePath([.. segments], [.. position]);
            slot = node.Slot;
            node = node.Parent;
        }
    }

    private protected abstract object Segment(int slot);
}
