using System.Collections.Immutable;

namespace MoCluster.GrainInterfaces.Listeners;

/// <summary>Selects entries of a queue: those that meet all conditions. Null is no condition; an empty list selects nothing.</summary>
/// <param name="Subjects">Those with one of these subjects.</param>
/// <param name="Priorities">Those with one of these priorities.</param>
/// <param name="Silenced">Those that are silenced, or those that are not.</param>
/// <param name="Parked">Those that are parked, or those that are not.</param>
[GenerateSerializer, Immutable, Alias("mo.entry-filter")]
public sealed record EntryFilter(
    [property: Id(0)] ImmutableArray<string>? Subjects = null,
    [property: Id(1)] ImmutableArray<int>? Priorities = null,
    [property: Id(2)] bool? Silenced = null,
    [property: Id(3)] bool? Parked = null);
