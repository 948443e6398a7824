using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Computed;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>The output types of the catalogue: for each type its values, its container, its registrations and its pages; and the lists of the root query.</summary>
/// <param name="catalogue">The types of objects.</param>
/// <param name="finders">Find objects.</param>
/// <param name="loader">Loads objects.</param>
/// <param name="registrations">Loads registrations.</param>
/// <param name="store">Lists the objects of registrations.</param>
/// <param name="root">Knows the root organisation.</param>
/// <param name="options">Limits the lengths of pages.</param>
internal sealed class ObjectTypes(
    ObjectCatalogue catalogue,
    ObjectFinders finders,
    ObjectLoader loader,
    RegistrationLoader registrations,
    IObjectStore store,
    RootOrganisation root,
    ApiOptions options) : ISchemaPart
{
    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        var objects = new ObjectSchema(schema, dialect, catalogue, finders.Create(dialect), loader, options) { Root = root };
        AddCommonTypes(schema, dialect);
        objects.Filters.AddTo(schema);
        foreach (var type in catalogue.Types)
        {
            objects.Finder.Prepare(type);
            ValueFields.AddTo(objects, type);
            ResponseFields.AddTo(objects, type, registrations);
            Paging.AddPageType(schema, ObjectSchema.PageName(type), ObjectSchema.ResponseName(type), $"objects of type `{type.Name}`");
        }

        ComputedFields.AddTo(objects);
        new RegistrationTypes(objects, registrations).AddTypes();
        ObjectQueries.AddTo(objects);
        new RegistrationQuery(objects, registrations, store).AddTo();
    }

    private static void AddCommonTypes(SchemaBuilder schema, Dialect dialect)
    {
        AddValidity(schema.Object("Validity", "An interval of time: it includes its first instant, but not its end."), "DateTime!", dialect);
        AddValidity(schema.Object("OpenValidity", "An interval of time that may have no beginning."), "DateTime", dialect);
        if (!dialect.IsOwn)
            return;
        var failure = schema.Object("TriggerFailure", "An after trigger that failed. What the mutation changed stands all the same.");
        failure.Field("trigger", "String!", "The trigger's name.").Resolve<TriggerFailure>(value => value.Trigger);
        failure.Field("message", "String!", "What it said.").Resolve<TriggerFailure>(value => value.Message);
        schema.Enum("RegistrationOperation", "What made a registration.")
            .Value("CREATE", "The object came into being.", MutationKind.Create)
            .Value("EDIT", "Values were laid over a validity.", MutationKind.Edit)
            .Value("TERMINATE", "The object ceased to be active, from an instant on or within an interval.", MutationKind.Terminate)
            .Value("DELETE", "The object's content was withdrawn.", MutationKind.Delete)
            .Value("REFRESH", "An event was asked for; this makes no registration.", MutationKind.Refresh);
    }

    private static void AddValidity(ObjectTypeBuilder validity, string from, Dialect dialect)
    {
        validity.Field("from", from, "The first instant; null when it has no beginning.")
            .Resolve<ObjectSegment>(segment => Instants.From(segment.Segment.Interval));
        validity.Field("to", "DateTime", dialect.EndsOnLastDay ? "The last day that belongs to it; null when it has no end." : "The first instant after it; null when it has no end.")
            .Resolve<ObjectSegment>(segment => dialect.ShownEnd(segment.Segment.Interval));
    }
}
