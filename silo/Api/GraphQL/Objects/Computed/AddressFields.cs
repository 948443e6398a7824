using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Reads;

namespace MoCluster.Silo.Api.GraphQL.Objects.Computed;

/// <summary>
/// The forms of an address that depend on the scope of its type. Addresses of DAR, the Danish register of addresses, are not looked up there: they show their
/// uuid (docs/os2mo.md §10.5).
/// </summary>
internal static class AddressFields
{
    private const string Multifield = "MULTIFIELD_TEXT";

    /// <summary>Declares the fields.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="values">The object type.</param>
    /// <param name="type">The type of addresses.</param>
    public static void AddTo(ObjectSchema objects, ObjectTypeBuilder values, TypeDefinition type)
    {
        var value = type["value"];
        values.Field("name", "String", "The address as people read it.").Resolve<ObjectSegment>(segment => segment[value]?.Canonical);
        values.Field("value2", "String", "The second part of an address of several fields; always null.").Resolve<ObjectSegment>(_ => null);
        values.Field("href", "String", "A link: to write an e-mail, to call a number, or to a page; null for other addresses.")
            .ResolveAsync<string?>(async context =>
            {
                var text = context.GetSource<ObjectSegment>()[value]?.Canonical;
                return await ScopeAsync(objects, context, type["address_type"]) switch
                {
                    "EMAIL" => $"mailto:{text}",
                    "PHONE" => $"tel:{text}",
                    "WWW" => text,
                    _ => null,
                };
            });
        AddResolved(objects.Schema);
        values.Field("resolve", "ResolvedAddress!", "The address in the form of its scope.")
            .ResolveAsync<object>(async context =>
            {
                var text = context.GetSource<ObjectSegment>()[value]?.Canonical ?? "";
                return await ScopeAsync(objects, context, type["address_type"]) == Multifield ? new SeveralFields(text) : new OneField(text);
            });
    }

    private static void AddResolved(SchemaBuilder schema)
    {
        schema.Interface("ResolvedAddress", "An address in the form of its scope.").Field("value", "String!", "The value of the address.");
        schema.Object("DefaultAddress", "An address that is one text.").Implements("ResolvedAddress").Represents<OneField>()
            .Field("value", "String!", "The value of the address.").Resolve<OneField>(address => address.Value);
        var several = schema.Object("MultifieldAddress", "An address of several fields.").Implements("ResolvedAddress").Represents<SeveralFields>();
        several.Field("value", "String!", "The first field.").Resolve<SeveralFields>(address => address.Value);
        several.Field("value2", "String!", "The second field; always empty.").Resolve<SeveralFields>(_ => "");
        several.Field("name", "String!", "The fields as people read them.").Resolve<SeveralFields>(address => address.Value);
        AddDar(schema);
    }

    /// <summary>Declares the form of an address in DAR. No address is shown in it, but documents select its fields.</summary>
    private static void AddDar(SchemaBuilder schema)
    {
        var dar = schema.Object("DARAddress", "An address of the Danish register of addresses. It is not looked up there, so no address has this form.")
            .Implements("ResolvedAddress").Represents(_ => false);
        foreach (var (name, type) in new[]
        {
            ("value", "String!"), ("description", "String!"), ("road_code", "Int!"), ("road_name", "String!"), ("house_number", "String!"), ("floor", "String"),
            ("door", "String"), ("zip_code", "String!"), ("zip_code_name", "String!"), ("municipality_code", "String!"), ("supplementary_city", "String"),
            ("longitude", "Float!"), ("latitude", "Float!"), ("name", "String!"), ("href", "String!"), ("streetmap_href", "String"),
        })
        {
            dar.Field(name, type, "As the register has it.").Resolve<object>(_ => null);
        }
    }

    private static async ValueTask<string?> ScopeAsync(ObjectSchema objects, FieldContext context, FieldDefinition addressType)
    {
        if (context.GetSource<ObjectSegment>().Targets(addressType) is not [var uuid])
            return null;
        var type = objects.Catalogue[addressType.Target!];
        var state = await objects.Loader.LoadAsync(context, new ObjectKey(type.Name, uuid));
        return state?.Segments.LastOrDefault()?.Values[type["scope"]]?.Canonical;
    }

    private sealed record OneField(string Value);

    private sealed record SeveralFields(string Value);
}
