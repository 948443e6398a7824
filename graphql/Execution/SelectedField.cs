using System.Collections.Immutable;
using MoCluster.GraphQL.Planning;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Execution;

/// <summary>A field that a request selects on the value of another one.</summary>
public sealed class SelectedField
{
    private readonly PlannedField _field;

    internal SelectedField(PlannedField field) => _field = field;

    /// <summary>The name of the field.</summary>
    public string Name => _field.Definition.Name;

    /// <summary>The name under which it is answered.</summary>
    public string ResponseName => _field.ResponseName;

    /// <summary>The type on which it is selected; of interfaces and unions, one of the object types.</summary>
    public ObjectType ParentType => _field.Parent;

    /// <summary>What is selected on its value in turn; empty of leaves.</summary>
    public ImmutableArray<SelectedField> Selection => Of(_field);

    internal static ImmutableArray<SelectedField> Of(PlannedField field)
    {
        var type = field.Definition.Type.Named;
        if (!type.IsComposite)
            return [];
        var selected = ImmutableArray.CreateBuilder<SelectedField>();
        foreach (var possible in field.Schema.PossibleTypes(type))
        {
            foreach (var sub in field.SelectionFor(possible).Fields)
                selected.Add(new SelectedField(sub));
        }

        return selected.DrainToImmutable();
    }
}
