namespace MoCluster.GraphQL.Execution.Results;

/// <summary>An object or list of the answer under construction. Each knows its place, so that null can travel upwards.</summary>
internal abstract class ResultNode(ResultNode? parent, int slot, bool isNullable, int size)
{
    public ResultNode? Parent { get; } = parent;

    /// <summary>The index in the parent's values.</summary>
    public int Slot { get; } = slot;

    /// <summary>True if null may stand in this node's place.</summary>
    public bool IsNullable { get; } = isNullable;

    /// <summary>Finished values: null, what a scalar serialized, or nodes.</summary>
    public object?[] Values { get; } = size == 0 ? [] : new object?[size];

    /// <summary>True once null has taken the node's place: what still happens below no longer matters.</summary>
    public bool IsDead { get; private set; }

    /// <summary>True if null has taken the place of this node or of one above it.</summary>
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

    /// <summary>A value that must not be null is: puts null in the place of the nearest node that may be (spec §6.4.4).</summary>
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

    /// <summary>The path of one of the node's values.</summary>
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
