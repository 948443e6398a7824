using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Reading;
using MoCluster.Grains.Objects.States;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Computed;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>The values of a type's objects throughout one validity, for example <c>Employee</c>: plain values, what they refer to, and what refers to them.</summary>
internal static class ValueFields
{
    /// <summary>The field that became a list in v23.</summary>
    private const string KleNumber = "kle_number";

    /// <summary>Declares the object type.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="type">The type.</param>
    public static void AddTo(ObjectSchema objects, TypeDefinition type)
    {
        var values = objects.Schema.Object(type.GraphQLName, type.Description);
        values.Field("uuid", "UUID!", "The object's identity.").Resolve<ObjectSegment>(segment => segment.Uuid);
        foreach (var field in type.Fields)
        {
            if (field.Kind == FieldKind.Enum && !objects.Schema.IsDeclared(field.EnumName!))
                AddEnum(objects.Schema, field);
            foreach (var newest in field.Reads)
            {
                var read = objects.Dialect.HasOneKleNumber && newest.Name == KleNumber ? newest with { Type = "Class!" } : newest;
                if (objects.Dialect.TopUnitsBelongToRoot && UnitFields.IsOfRoot(type, read))
                    UnitFields.AddOfRoot(objects, values, field, read);
                else if (field.IsReference)
                    ReferenceFields.Add(objects, values, field, read);
                else
                    Add(values, read, field.Description).Resolve(PlainOf(field, read));
            }
        }

        foreach (var relation in type.Relations)
            RelationFields.Add(objects, values, relation);
        values.Field("validity", $"{ObjectSchema.ValidityName(type)}!", "The interval in which the object has these values.")
            .Resolve<ObjectSegment>(segment => segment);
    }

    /// <summary>Declares a field as the catalogue has it.</summary>
    /// <param name="values">The object type.</param>
    /// <param name="read">The field.</param>
    /// <param name="description">What it is, for people.</param>
    public static FieldBuilder Add(ObjectTypeBuilder values, ReadDefinition read, string description)
    {
        var field = values.Field(read.Name, read.Type, description);
        return read.IsDeprecated ? field.Deprecated(ObjectSchema.UseResponse) : field;
    }

    private static void AddEnum(SchemaBuilder schema, FieldDefinition field)
    {
        var type = schema.Enum(field.EnumName!, field.Description);
        foreach (var value in field.Values)
            type.Value(value.Name, value.Description ?? $"The value `{value.Name}`.");
    }

    /// <summary>Reads a plain value. An imported history may lack a value that OS2mo always has: its default takes its place then, the uuid or an empty text.</summary>
    private static Func<ObjectSegment, object?> PlainOf(FieldDefinition field, ReadDefinition read)
    {
        if (read.Type != "String!")
            return segment => Plain(segment[field]);
        return field.DefaultFrom == "uuid"
            ? segment => Plain(segment[field]) ?? segment.Uuid.ToString("D")
            : segment => Plain(segment[field]) ?? "";
    }

    private static object? Plain(FieldValue? value) => value switch
    {
        FieldValue.Integer number => number.Value,
        FieldValue.Boolean truth => truth.Value,
        FieldValue.Day day => day.Value,
        null => null,
        _ => value.Canonical,
    };
}
