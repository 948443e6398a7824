using System.Collections.Immutable;
using System.Text.Json;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Planning;

/// <summary>One field to run: all its selections under one response name, merged, and its arguments.</summary>
internal sealed class PlannedField
{
    private readonly OperationPlan _plan;
    private ImmutableArray<SelectionPlan> _selections = [];
    private SelectionPlan? _lastSelection;

    public PlannedField(OperationPlan plan, ObjectType parent, Field definition, string responseName, ImmutableArray<FieldNode> nodes)
    {
        _plan = plan;
        Parent = parent;
        Definition = definition;
        ResponseName = responseName;
        JsonName = responseName == definition.Name ? definition.JsonName : JsonEncodedText.Encode(responseName);
        Nodes = nodes;
        Arguments = ArgumentCoercion.Coerce(definition, nodes[0], plan.Variables, out var failure);
        ArgumentFailure = failure;
    }

    public ObjectType Parent { get; }

    public Field Definition { get; }

    public string ResponseName { get; }

    public JsonEncodedText JsonName { get; }

    public ImmutableArray<FieldNode> Nodes { get; }

    /// <summary>The places of the selections in the document, for errors.</summary>
    public ImmutableArray<SourceLocation> Locations => [.. Nodes.Select(n => n.Location)];

    public ArgumentValues Arguments { get; }

    /// <summary>Why the arguments do not fit; null if they fit. A field with a failure fails without running.</summary>
    public Exception? ArgumentFailure { get; }

    public Schema Schema => _plan.Schema;

    /// <summary>The fields to run on a value of this field, if the value is of the object type.</summary>
    public SelectionPlan SelectionFor(ObjectType type)
    {
        var last = _lastSelection;
        if (last is not null && last.Type == type)
            return last;
        foreach (var known in _selections)
        {
            if (known.Type == type)
                return _lastSelection = known;
        }

        // Two requests may extend a kept plan at once. Both plan the same selection then; either result may be used.
        var sets = Nodes.Where(n => n.SelectionSet is not null).Select(n => n.SelectionSet!).ToArray();
        var planned = _plan.Select(type, sets);
        ImmutableInterlocked.Update(ref _selections, (all, added) => all.Add(added), planned);
        return _lastSelection = planned;
    }
}
