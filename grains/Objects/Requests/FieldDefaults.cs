using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Requests;

/// <summary>Supplies the default values of fields that a create does not mention.</summary>
internal static class FieldDefaults
{
    /// <summary>Adds the defaults of the fields that the changes do not mention.</summary>
    /// <param name="type">The object's type.</param>
    /// <param name="subject">The object's uuid, which is the default of some fields.</param>
    /// <param name="changes">The changes of the mutation.</param>
    public static ImmutableArray<FieldChange> Fill(TypeDefinition type, Guid subject, ImmutableArray<FieldChange> changes)
    {
        var filled = changes.ToBuilder();
        foreach (var field in type.Fields)
        {
            if (field.HasDefault && changes.All(change => change.Field != field))
                filled.Add(new FieldChange(field, Default(field, subject, changes)));
        }
        return filled.ToImmutable();
    }

    private static FieldValue? Default(FieldDefinition field, Guid subject, ImmutableArray<FieldChange> changes) => field.DefaultFrom switch
    {
        null => new FieldValue.Text(field.Default!),
        "uuid" => new FieldValue.Text(subject.ToString("D")),
        var source => changes.FirstOrDefault(change => change.Field.Name == source).Value,
    };
}
