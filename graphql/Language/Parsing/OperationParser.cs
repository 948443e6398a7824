using System.Collections.Immutable;
using MoCluster.GraphQL.Language.Ast;

namespace MoCluster.GraphQL.Language.Parsing;

/// <summary>Parses what a server executes: operations and fragments (spec §2.3 to §2.8).</summary>
internal sealed class OperationParser(TokenReader reader, ValueParser valueParser, TypeReferenceParser typeParser)
{
    public OperationDefinitionNode ParseOperation()
    {
        var start = reader.Current;
        if (reader.Kind == TokenKind.BraceLeft)
        {
            var shorthand = ParseSelectionSet();
            return new OperationDefinitionNode(reader.SpanFrom(start), OperationKind.Query, null, [], [], shorthand);
        }

        var operation = ParseOperationKind();
        var name = reader.Kind == TokenKind.Name ? reader.ParseName() : null;
        var variables = ParseVariableDefinitions();
        var directives = valueParser.ParseDirectives(isConst: false);
        var selections = ParseSelectionSet();
        return new OperationDefinitionNode(reader.SpanFrom(start), operation, name, variables, directives, selections);
    }

    public OperationKind ParseOperationKind()
    {
        var token = reader.Expect(TokenKind.Name);
        return token.Value switch
        {
            "query" => OperationKind.Query,
            "mutation" => OperationKind.Mutation,
            "subscription" => OperationKind.Subscription,
            _ => throw TokenReader.Unexpected(token),
        };
    }

    private ImmutableArray<VariableDefinitionNode> ParseVariableDefinitions()
    {
        if (!reader.Skip(TokenKind.ParenLeft))
            return [];
        var variables = ImmutableArray.CreateBuilder<VariableDefinitionNode>();
        do
        {
            var start = reader.Current;
            var variable = valueParser.ParseVariable();
            reader.Expect(TokenKind.Colon);
            var type = typeParser.ParseTypeReference();
            var defaultValue = reader.Skip(TokenKind.EqualsSign) ? valueParser.ParseValue(isConst: true) : null;
            var directives = valueParser.ParseDirectives(isConst: true);
            variables.Add(new VariableDefinitionNode(reader.SpanFrom(start), variable, type, defaultValue, directives));
        }
        while (!reader.Skip(TokenKind.ParenRight));
        return variables.DrainToImmutable();
    }

    private SelectionSetNode ParseSelectionSet()
    {
        var start = reader.Expect(TokenKind.BraceLeft);
        reader.Enter();
        var selections = ImmutableArray.CreateBuilder<SelectionNode>();
        do
        {
            selections.Add(reader.Kind == TokenKind.Spread ? ParseFragment() : ParseField());
        }
        while (!reader.Skip(TokenKind.BraceRight));
        reader.Leave();
        return new SelectionSetNode(reader.SpanFrom(start), selections.DrainToImmutable());
    }

    private FieldNode ParseField()
    {
        var start = reader.Current;
        var name = reader.ParseName();
        NameNode? alias = null;
        if (reader.Skip(TokenKind.Colon))
        {
            alias = name;
            name = reader.ParseName();
        }

        var arguments = valueParser.ParseArguments(isConst: false);
        var directives = valueParser.ParseDirectives(isConst: false);
        var selections = reader.Kind == TokenKind.BraceLeft ? ParseSelectionSet() : null;
        return new FieldNode(reader.SpanFrom(start), alias, name, arguments, selections, directives);
    }

    private SelectionNode ParseFragment()
    {
        var start = reader.Expect(TokenKind.Spread);
        var hasCondition = reader.SkipKeyword("on");
        if (!hasCondition && reader.Kind == TokenKind.Name)
        {
            var name = ParseFragmentName();
            var spreadDirectives = valueParser.ParseDirectives(isConst: false);
            return new FragmentSpreadNode(reader.SpanFrom(start), name, spreadDirectives);
        }

        var condition = hasCondition ? typeParser.ParseNamedType() : null;
        var directives = valueParser.ParseDirectives(isConst: false);
        var selections = ParseSelectionSet();
        return new InlineFragmentNode(reader.SpanFrom(start), condition, selections, directives);
    }

    public FragmentDefinitionNode ParseFragmentDefinition()
    {
        var start = reader.Current;
        reader.ExpectKeyword("fragment");
        var name = ParseFragmentName();
        reader.ExpectKeyword("on");
        var condition = typeParser.ParseNamedType();
        var directives = valueParser.ParseDirectives(isConst: false);
        var selections = ParseSelectionSet();
        return new FragmentDefinitionNode(reader.SpanFrom(start), name, condition, directives, selections);
    }

    private NameNode ParseFragmentName() =>
        reader.Current is { Kind: TokenKind.Name, Value: "on" } ? throw TokenReader.Unexpected(reader.Current) : reader.ParseName();
}
