using System.Text;
using MoCluster.GraphQL.Types;

namespace MoCluster.Tests.Api.Versions;

/// <summary>Writes selections of everything that a type has, down to a depth. Fields that need an argument are left out.</summary>
/// <param name="schema">The schema.</param>
internal sealed class WholeSelection(Schema schema)
{
    /// <summary>Writes the selection of a field's type, with braces; empty for a value without fields.</summary>
    /// <param name="type">The type of the field.</param>
    /// <param name="depth">How many levels of objects are selected. Containers of an object's times count as no level.</param>
    public string Of(GraphQLType type, int depth)
    {
        var text = new StringBuilder();
        Write(text, Named(type), depth);
        return text.ToString();
    }

    /// <summary>Whether a field can be selected without arguments.</summary>
    public static bool IsFree(Field field) => !field.Arguments.Any(argument => argument.IsRequired);

    private void Write(StringBuilder text, NamedType type, int depth)
    {
        if (type is not (FieldsType or UnionType))
            return;
        text.Append(" { __typename");
        if (type is FieldsType fields)
            WriteFields(text, fields, depth);
        if (type is InterfaceType or UnionType)
        {
            foreach (var possible in schema.PossibleTypes(type))
            {
                text.Append(" ... on ").Append(possible.Name).Append(" {");
                text.Append(" __typename");
                WriteFields(text, possible, depth, (type as FieldsType)?.Fields.Select(field => field.Name).ToHashSet());
                text.Append(" }");
            }
        }

        text.Append(" }");
    }

    private void WriteFields(StringBuilder text, FieldsType type, int depth, HashSet<string>? except = null)
    {
        foreach (var field in type.Fields.Where(field => IsFree(field) && except?.Contains(field.Name) != true))
        {
            var named = Named(field.Type);
            var isLeaf = named is not (FieldsType or UnionType);
            if (!isLeaf && depth == 0 && !IsValue(named))
                continue;
            text.Append(' ');
            // Types that implement the same interface have fields of one name and of several types.
            if (except is not null)
                text.Append(type.Name).Append('_').Append(field.Name).Append(": ");
            text.Append(field.Name);
            if (!isLeaf)
                Write(text, named, IsContainer(type) ? depth : Math.Max(0, depth - 1));
        }
    }

    private static bool IsContainer(FieldsType type) =>
        type.Name is "Query" || type.Name.EndsWith("Response", StringComparison.Ordinal) || type.Name.EndsWith("Paged", StringComparison.Ordinal);

    private static bool IsValue(NamedType type) => type.Name is "Validity" or "OpenValidity" or "PageInfo";

    private static NamedType Named(GraphQLType type) => type switch
    {
        NonNullType nonNull => Named(nonNull.Of),
        ListType list => Named(list.Of),
        _ => (NamedType)type,
    };
}
