using System.Collections.Immutable;
using MoCluster.GraphQL.Documents;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Planning;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL;

/// <summary>A checked operation, known before it runs.</summary>
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

    /// <summary>Query or mutation; subscriptions are refused.</summary>
    public OperationKind Kind => Node.Operation;

    /// <summary>The name; null of an anonymous operation.</summary>
    public string? Name => Node.Name?.Value;

    /// <summary>
    /// The distinct root fields that the operation selects, fragments expanded, whatever @skip and @include may leave out. Their tags
    /// let a protocol refuse some of them, for instance over GET.
    /// </summary>
    public ImmutableArray<Field> RootFields => _fields.Value.Root;

    /// <summary>All distinct fields that the operation selects at any depth, as <see cref="RootFields"/>.</summary>
    public ImmutableArray<Field> AllFields => _fields.Value.All;

    internal Schema Schema { get; }

    internal PreparedDocument Document { get; }

    internal OperationDefinitionNode Node { get; }

    /// <summary>The plan of an operation without variables is the same each time, and kept.</summary>
    internal OperationPlan? ConstantPlan { get; set; }
}
