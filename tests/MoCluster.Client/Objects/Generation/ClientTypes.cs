using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Client.Tests.Objects.Generation;

/// <summary>The types of C# that hold the values of fields.</summary>
internal static class ClientTypes
{
    /// <summary>The type that holds one value, without a question mark.</summary>
    public static string Of(FieldDefinition field) => field.Kind switch
    {
        FieldKind.Reference => "Guid",
        FieldKind.References => "IReadOnlyList<Guid>",
        FieldKind.Integer => "int",
        FieldKind.Boolean => "bool",
        FieldKind.Date => "DateOnly",
        FieldKind.Enum => field.EnumName!,
        _ => "string",
    };
}
