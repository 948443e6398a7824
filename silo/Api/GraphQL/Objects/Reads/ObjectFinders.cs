using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Selection;
using MoCluster.Silo.Api.GraphQL.Objects.Filters;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>Makes what finds objects by the filters of a dialect, for the parts of its schema.</summary>
/// <param name="catalogue">The types of objects.</param>
/// <param name="loader">Loads objects without conditions.</param>
/// <param name="reader">Finds objects.</param>
/// <param name="root">Knows the root organisation.</param>
internal sealed class ObjectFinders(ObjectCatalogue catalogue, ObjectLoader loader, SelectionReader reader, RootOrganisation root)
{
    /// <summary>Makes the finder of a part of a schema.</summary>
    /// <param name="dialect">For whom the schema is built.</param>
    public ObjectFinder Create(Dialect dialect) => new(new ObjectFilters(catalogue, dialect, root), loader, reader);
}
