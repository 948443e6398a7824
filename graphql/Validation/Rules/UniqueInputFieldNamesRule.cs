using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Validation.Rules;

/// <summary>A field of an input object is given at most once (spec §5.6.3).</summary>
internal sealed class UniqueInputFieldNamesRule(ValidationContext context) : ValidationRule(context)
{
    private readonly Stack<Dictionary<string, NameNode>> _known = new();

    public override bool Enter(SyntaxNode node)
    {
        if (node is ObjectValueNode)
            _known.Push(new Dictionary<string, NameNode>(StringComparer.Ordinal));
        if (node is ObjectFieldNode field && !_known.Peek().TryAdd(field.Name.Value, field.Name))
        {
            Context.Report(
                $"There can be only one input field named \"{field.Name.Value}\".", _known.Peek()[field.Name.Value], field.Name);
        }

        return true;
    }

    public override void Leave(SyntaxNode node)
    {
        if (node is ObjectValueNode)
            _known.Pop();
    }
}
