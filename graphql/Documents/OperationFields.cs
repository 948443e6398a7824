using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Documents;

/// <summary>The distinct fields that an operation selects, including those that @skip or @include may leave out.</summary>
internal sealed record OperationFields(ImmutableArray<Field> Root, ImmutableArray<Field> All)
{
    public static OperationFields Collect(Schema schema, PreparedDocument document, OperationDefinitionNode operation)
    {
        var collector = new Collector(schema, document);
        collector.Visit(operation.SelectionSet, schema.RootType(operation.Operation)!, isRoot: true);
        return new OperationFields([.. collector.Root], [.. collector.All]);
    }

    private sealed class Collector(Schema schema, PreparedDocument document)
    {
        private readonly HashSet<(string Fragment, bool IsRoot)> _visited = [];

        public HashSet<Field> Root { get; } = [];

        public HashSet<Field> All { get; } = [];

        public void Visit(SelectionSetNode set, NamedType type, bool isRoot)
        {
            foreach (var selection in set.Selections)
            {
                switch (selection)
                {
                    case FieldNode node when schema.FindField(type, node.Name.Value) is { } field:
                        Add(field, isRoot);
                        if (node.SelectionSet is not null)
                            Visit(node.SelectionSet, field.Type.Named, isRoot: false);
                        break;
                    case InlineFragmentNode inline:
                        var condition = inline.TypeCondition;
                        Visit(inline.SelectionSet, condition is null ? type : schema.FindType(condition.Name.Value)!, isRoot);
                        break;
                    case FragmentSpreadNode spread when _visited.Add((spread.Name.Value, isRoot)):
                        var fragment = document.FindFragment(spread.Name.Value)!;
                        Visit(fragment.SelectionSet, schema.FindType(fragment.TypeCondition.Name.Value)!, isRoot);
                        break;
                }
            }
        }

        private void Add(Field field, bool isRoot)
        {
            All.Add(field);
            if (isRoot)
                Root.Add(field);
        }
    }
}
