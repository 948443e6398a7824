using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.States;

namespace MoCluster.Grains.Objects.Requests;

/// <summary>The values that fields have when an object comes into being without them.</summary>
internal static class FieldDefaults
{
    /// <summary>Adds what the changes do not say.</summary>
    /// <param name="type">The object's type.</param>
    /// <param name="subject">The object's uuid.</param>
    /// <param name="changes">What the mutation says.</param>
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
