using MoCluster.GrainInterfaces;
using MoCluster.Grains.Objects.Calendar;

namespace MoCluster.Silo.Api.GraphQL;

/// <summary>
/// The ends of validities as callers see them: null for an open one, else in the organisation's zone, where each is the start of a day.
/// </summary>
internal static class Instants
{
    /// <summary>The beginning.</summary>
    /// <param name="validity">A validity.</param>
    public static DateTimeOffset? From(Validity validity) =>
        validity.From == DateTimeOffset.MinValue ? null : ValidityCalendar.Copenhagen.ToLocal(validity.From);

    /// <summary>The end.</summary>
    /// <param name="validity">A validity.</param>
    public static DateTimeOffset? To(Validity validity) =>
        validity.To == DateTimeOffset.MaxValue ? null : ValidityCalendar.Copenhagen.ToLocal(validity.To);
}
