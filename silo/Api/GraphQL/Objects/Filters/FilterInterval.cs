using MoCluster.GrainInterfaces;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects.Filters;

/// <summary>
/// The interval of two arguments of which absent and null differ, as in OS2mo (docs/os2mo.md §10.2): an absent beginning is now, an absent end is a millisecond
/// after the beginning, and null is open.
/// </summary>
internal static class FilterInterval
{
    /// <summary>The interval of an instant.</summary>
    /// <param name="instant">The instant.</param>
    public static Validity At(DateTimeOffset instant)
    {
        var from = instant.ToUniversalTime();
        return new Validity(from, DateTimeOffset.MaxValue - from > TimeSpan.FromMilliseconds(1) ? from.AddMilliseconds(1) : DateTimeOffset.MaxValue);
    }

    /// <summary>Reads the interval of a filter.</summary>
    /// <param name="filter">The filter; null for the default one.</param>
    /// <param name="now">The current instant.</param>
    public static Validity Of(InputObject? filter, DateTimeOffset now) => filter is null
        ? At(now)
        : Of(Given(filter, "from_date"), Given(filter, "to_date"), now, "filter.from_date");

    /// <summary>Makes the interval of two arguments.</summary>
    /// <param name="from">Whether the beginning was given, and its value.</param>
    /// <param name="to">Whether the end was given, and its value.</param>
    /// <param name="now">The current instant.</param>
    /// <param name="path">Where the beginning is in the input.</param>
    /// <exception cref="RefusedException">The interval has no beginning from which an absent end could follow, or ends before it begins.</exception>
    public static Validity Of((bool IsGiven, DateTimeOffset? Value) from, (bool IsGiven, DateTimeOffset? Value) to, DateTimeOffset now, string path)
    {
        var first = from.IsGiven ? from.Value?.ToUniversalTime() ?? DateTimeOffset.MinValue : now;
        if (!to.IsGiven)
        {
            return first != DateTimeOffset.MinValue
                ? At(first)
                : throw Refusals.InvalidInput("Cannot infer UNSET to_date from interval starting at -infinity", path);
        }

        var last = to.Value?.ToUniversalTime() ?? DateTimeOffset.MaxValue;
        return first <= last
            ? new Validity(first, last)
            : throw Refusals.InvalidInput("The interval ends before it begins; from_date is now when it is absent.", path);
    }

    private static (bool IsGiven, DateTimeOffset? Value) Given(InputObject filter, string name) =>
        filter.Type.FindField(name) is not null && filter.Has(name) ? (true, filter.Get<DateTimeOffset?>(name)) : (false, null);
}
