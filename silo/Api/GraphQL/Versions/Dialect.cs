namespace MoCluster.Silo.Api.GraphQL.Versions;

/// <summary>
/// For whom a schema is built: for callers of <c>/graphql</c>, which is OS2mo's newest version and everything of MoCluster, or for programs that were
/// written for a version of OS2mo. The properties say how versions differ (docs/os2mo.md §10.1), and each file beside this one says how a version differs
/// from the next newer one.
/// </summary>
internal sealed record Dialect
{
    /// <summary>MoCluster's own dialect: the newest version of OS2mo, and everything of MoCluster besides.</summary>
    public static Dialect Own { get; } = Version30.Dialect with { Version = null };

    /// <summary>OS2mo's versions, the newest first.</summary>
    public static IReadOnlyList<Dialect> Versions { get; } =
    [
        Version30.Dialect, Version29.Dialect, Version28.Dialect, Version27.Dialect, Version26.Dialect,
        Version25.Dialect, Version24.Dialect, Version23.Dialect, Version22.Dialect, Version21.Dialect,
    ];

    /// <summary>The number of OS2mo's version; null for MoCluster's own dialect.</summary>
    public int? Version { get; init; }

    /// <summary>Whether this is MoCluster's own dialect. What OS2mo does not have is declared in it alone.</summary>
    public bool IsOwn => Version is null;

    /// <summary>Whether validities show and take the last day that belongs to them as their end, instead of the day after it.</summary>
    public bool EndsOnLastDay { get; init; }

    /// <summary>Whether null as the external ids of a filter finds IT users without one, instead of not restricting.</summary>
    public bool NullFindsNoExternalId { get; init; } = true;

    /// <summary>Whether a unit at the top has the root organisation as its parent in <c>parent_uuid</c> and <c>parent_response</c>.</summary>
    public bool TopUnitsBelongToRoot { get; init; }

    /// <summary>Whether the registrations of an object are of the type <c>Registration</c> and have no values.</summary>
    public bool RegistrationsHaveNoValues { get; init; }

    /// <summary>Whether the registrations of the root query are of the one type <c>Registration</c>, instead of one for each type of object.</summary>
    public bool RegistrationsHaveOneType { get; init; }

    /// <summary>Whether null as the employee of a filter of managers finds vacant posts, instead of not restricting.</summary>
    public bool NullFindsVacantPosts { get; init; } = true;

    /// <summary>Whether the managers of a unit take the whole filter of managers, and no page.</summary>
    public bool ManagersTakeWholeFilter { get; init; }

    /// <summary>Whether a KLE has its number as one class, instead of a list of classes.</summary>
    public bool HasOneKleNumber { get; init; }

    /// <summary>Whether null in the update of a unit keeps a value, instead of clearing it.</summary>
    public bool NullKeepsValuesOfUnits { get; init; }

    /// <summary>
    /// The type of a field of a mutation. In MoCluster's dialect it is nullable, so that a field that fails does not hide that an earlier one committed.
    /// </summary>
    /// <param name="type">The type, without its nullability.</param>
    public string Root(string type) => IsOwn ? type : $"{type}!";
}
