using System.Collections.Immutable;
using MoCluster.GraphQL.Planning;
using MoCluster.GraphQL.Types;

namespace MoCluster.GraphQL.Execution;

/// <summary>A field that a request selects on the value of another field.</summary>
public sealed class SelectedField
{
    private readonly PlannedField _field;

    internal SelectedField(PlannedField field) => _field = field;

    /// <summary>The name of the field.</summary>
    public string Name => _field.Definition.Name;

    /// <summary>The name of the field in the answer: its alias, or else its name.</summary>
    public string ResponseName => _field.ResponseName;

    /// <summary>The object type that the field is selected on; for an interface or union, one of its object types.</summary>
    public ObjectType ParentType => _field.Parent;

    /// <summary>The fields that are selected on this field's value; empty if it is a scalar or enum.</summary>
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
