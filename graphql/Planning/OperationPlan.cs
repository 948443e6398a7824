using System.Collections.Immutable;
using MoCluster.GraphQL.Coercion;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Planning;

/// <summary>
/// What to run for an operation and its variables: for each selection and object type the fields in order, merged, with coerced
/// arguments. A selection is planned when it is first reached, once for all objects that it applies to.
/// </summary>
internal sealed class OperationPlan
{
    private readonly PreparedOperation _operation;

    public OperationPlan(PreparedOperation operation, VariableValues variables)
    {
        _operation = operation;
        Variables = variables;
        RootType = operation.Schema.RootType(operation.Kind)!;
        Root = Select(RootType, [operation.Node.SelectionSet]);
    }

    public OperationKind Kind => _operation.Kind;

    public Schema Schema => _operation.Schema;

    public ObjectType RootType { get; }

    public SelectionPlan Root { get; }

    public VariableValues Variables { get; }

    /// <summary>Collects the fields of selection sets that apply to an object type (spec §6.3.2, CollectFields).</summary>
    public SelectionPlan Select(ObjectType type, ReadOnlySpan<SelectionSetNode> sets)
    {
        var collector = new FieldCollector(Schema, _operation.Document.FindFragment, Variables, type);
        try
        {
            foreach (var set in sets)
                collector.Collect(set);
        }
        catch (ArgumentMismatchException failure)
        {
            // Plans are kept for further requests, so the failure is stored in the plan, and each execution reports it at the field around
            // the selection.
            return new SelectionPlan(type, [], failure);
        }

        var fields = ImmutableArray.CreateBuilder<PlannedField>(collector.ByResponseName.Count);
        foreach (var (responseName, nodes) in collector.ByResponseName)
        {
            // Validation found every field, so one that this type does not have belongs to a fragment on another type.
            if (Schema.FindField(type, nodes[0].Name.Value) is { } field)
                fields.Add(new PlannedField(this, type, field, responseName, [.. nodes]));
        }

        return new SelectionPlan(type, fields.DrainToImmutable());
    }
}
