using MoCluster.GrainInterfaces;
using MoCluster.Grains.Objects.Calendar;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>
/// The ends of validities as callers see them: null for an open end, else the start of a day in the zone of the organisation.
/// </summary>
internal static class Instants
{
    /// <summary>An instant in the zone of the organisation, as OS2mo shows all instants of objects.</summary>
    /// <param name="instant">The instant.</param>
    public static DateTimeOffset Local(DateTimeOffset instant) => ValidityCalendar.Copenhagen.ToLocal(instant);

    /// <summary>The beginning of a validity; null if it has none.</summary>
    /// <param name="validity">A validity.</param>
    public static DateTimeOffset? From(Validity validity) =>
        validity.From == DateTimeOffset.MinValue ? null : ValidityCalendar.Copenhagen.ToLocal(validity.From);

    /// <summary>The end of a validity; null if it has none.</summary>
    /// <param name="validity">A validity.</param>
    public static DateTimeOffset? To(Validity validity) =>
        validity.To == DateTimeOffset.MaxValue ? null : ValidityCalendar.Copenhagen.ToLocal(validity.To);
}
