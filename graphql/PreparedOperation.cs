using System.Collections.Immutable;
using MoCluster.GraphQL.Documents;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Planning;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL;

/// <summary>A validated operation that has not run yet.</summary>
public sealed class PreparedOperation
{
    private readonly Lazy<OperationFields> _fields;

    internal PreparedOperation(Schema schema, PreparedDocument document, OperationDefinitionNode node)
    {
        Schema = schema;
        Document = document;
        Node = node;
        _fields = new Lazy<OperationFields>(() => OperationFields.Collect(schema, document, node));
    }

    /// <summary>Query or mutation. The executor refuses subscriptions.</summary>
    public OperationKind Kind => Node.Operation;

    /// <summary>The name; null if the operation is anonymous.</summary>
    public string? Name => Node.Name?.Value;

    /// <summary>
    /// The distinct root fields that the operation selects, fragments expanded, including those that @skip or @include may leave out. A
    /// server can refuse some of them by their tags, for instance over GET.
    /// </summary>
    public ImmutableArray<Field> RootFields => _fields.Value.Root;

    /// <summary>The distinct fields that the operation selects at any depth, collected as <see cref="RootFields"/> are.</summary>
    public ImmutableArray<Field> AllFields => _fields.Value.All;

    internal Schema Schema { get; }

    internal PreparedDocument Document { get; }

    internal OperationDefinitionNode Node { get; }

    /// <summary>
    /// The plan of an operation without variables, kept because it is the same for every request; null until it first runs.
    /// </summary>
    internal OperationPlan? ConstantPlan { get; set; }
}
