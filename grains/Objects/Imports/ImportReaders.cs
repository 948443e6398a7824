using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Calendar;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>Makes readers of lines: each import has its own.</summary>
/// <param name="catalogue">The types of objects.</param>
/// <param name="calendar">The days on which validities begin and end.</param>
/// <param name="objects">The limits of objects.</param>
public sealed class ImportReaders(ObjectCatalogue catalogue, ValidityCalendar calendar, ObjectOptions objects)
{
    /// <summary>Makes a reader.</summary>
    public ImportLineReader New() => new(catalogue, calendar, objects);
}
