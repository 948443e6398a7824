using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.Reads;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>Makes what each import has for itself.</summary>
/// <param name="catalogue">The types of objects.</param>
/// <param name="calendar">The days on which validities begin and end.</param>
/// <param name="objects">The limits of objects.</param>
public sealed class ImportFactory(ObjectCatalogue catalogue, ValidityCalendar calendar, ObjectOptions objects)
{
    /// <summary>Makes a reader of lines.</summary>
    public ImportLineReader Reader() => new(catalogue, calendar, objects);

    /// <summary>Makes a planner over a store.</summary>
    /// <param name="store">The store.</param>
    public ImportPlanner Planner(IStore store) => new(catalogue, calendar, objects, store);

    /// <summary>Makes a memory of a store's objects.</summary>
    /// <param name="store">The store.</param>
    public RememberedObjects Memory(IStore store) => new(store, catalogue, objects);
}
