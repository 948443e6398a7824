using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Filters;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>What the parts of the schema of objects share while it is built, and what their resolvers use.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Dialect">For whom it is built.</param>
/// <param name="Catalogue">The types of objects.</param>
/// <param name="Finder">Finds objects by filters.</param>
/// <param name="Loader">Loads objects.</param>
/// <param name="Options">Limits the lengths of pages.</param>
internal sealed record ObjectSchema(
    SchemaBuilder Schema,
    Dialect Dialect,
    ObjectCatalogue Catalogue,
    ObjectFinder Finder,
    ObjectLoader Loader,
    ApiOptions Options)
{
    /// <summary>The filters of the dialect.</summary>
    public ObjectFilters Filters => Finder.Filters;

    /// <summary>Knows the root organisation.</summary>
    public required RootOrganisation Root { get; init; }

    /// <summary>What OS2mo says to use instead of a deprecated field.</summary>
    public const string UseResponse = "Use the field that ends in `_response` instead.";

    /// <summary>The name of the response of a type, which mutations and lists answer.</summary>
    /// <param name="type">The type.</param>
    public static string ResponseName(TypeDefinition type) => $"{type.GraphQLName}Response";

    /// <summary>The name of the page of a type.</summary>
    /// <param name="type">The type.</param>
    public static string PageName(TypeDefinition type) => $"{ResponseName(type)}Paged";

    /// <summary>The name of the type that shows the ends of a type's validities.</summary>
    /// <param name="type">The type.</param>
    public static string ValidityName(TypeDefinition type) => type.IsOpen ? "OpenValidity" : "Validity";

    /// <summary>The current instant of a request.</summary>
    /// <param name="context">A field.</param>
    public static DateTimeOffset Now(FieldContext context) => context.GetRequest<ApiRequest>().Now;

    /// <summary>The interval of two arguments of a field; null if neither was given.</summary>
    /// <param name="context">The field.</param>
    /// <param name="from">The name of the argument with the beginning.</param>
    /// <param name="to">The name of the argument with the end.</param>
    public static Validity? IntervalOf(FieldContext context, string from, string to)
    {
        var (hasFrom, hasTo) = (context.HasArgument(from), context.HasArgument(to));
        if (!hasFrom && !hasTo)
            return null;
        return FilterInterval.Of(
            (hasFrom, hasFrom ? context.Argument<DateTimeOffset?>(from) : null),
            (hasTo, hasTo ? context.Argument<DateTimeOffset?>(to) : null),
            Now(context),
            from);
    }
}
