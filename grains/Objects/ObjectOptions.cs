using System.ComponentModel.DataAnnotations;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects;

/// <summary>
/// The limits of mutations. <see cref="Limit"/> and <see cref="AfterTriggerBudget"/> together stay below the call's response
/// timeout, 2 min.
/// </summary>
public sealed record ObjectOptions : IValidatableObject
{
    /// <summary>How long a mutation may take from its arrival to its commit, the wait for its turn included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:40")]
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long all before triggers of a mutation may take together.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:40")]
    public TimeSpan TriggerBudget { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long all after triggers of a mutation may take together.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:19")]
    public TimeSpan AfterTriggerBudget { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many mutations of one object may wait for their turn. More are refused, and may be tried again.</summary>
    [Range(1, 100_000)]
    public int QueueLimit { get; init; } = 100;

    /// <summary>How often a mutation is run again as a whole because another change came between. 3 (docs/architecture.md §6).</summary>
    [Range(0, 100)]
    public int Reruns { get; init; } = 3;

    /// <summary>The pause before the first rerun, doubled for each further one. 5 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan RerunDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// How often a mutation is compared again because more objects came with which a rule compares it. Of mutations that come at the same time,
    /// each comparison lets one more commit. Triggers do not run again. 100.
    /// </summary>
    [Range(0, 10_000)]
    public int Recomparisons { get; init; } = 100;

    /// <summary>How many references to an object are followed when it ends or its relations are set. With more, it is refused. 1 000.</summary>
    [Range(1, StoreLimits.MaxBatch - 1)]
    public int MaxReferences { get; init; } = 1000;

    /// <summary>How many objects above an object are looked at when it moves. With more, it is refused. 1 000.</summary>
    [Range(1, StoreLimits.MaxBatch - 1)]
    public int MaxAncestors { get; init; } = 1000;

    /// <summary>
    /// How many objects a silo remembers between mutations, so that they need not be read again. Those used last are remembered, at times up to
    /// twice as many, a few hundred bytes each.
    /// </summary>
    [Range(1, 10_000_000)]
    public int Remembered { get; init; } = 32_768;

    /// <summary>How deep mutations that triggers make may nest. Deeper ones are refused. 16.</summary>
    [Range(1, 1000)]
    public int MaxChain { get; init; } = 16;

    /// <summary>
    /// The types of associations that may have a substitute: uuids of classes separated by commas, or <c>*</c> for all. None by default. OS2mo's
    /// <c>CONFDB_SUBSTITUTE_ROLES</c>.
    /// </summary>
    public ClassSelection SubstituteTypes { get; init; } = ClassSelection.None;

    /// <summary>The longest request, in bytes of UTF-8. 1 MiB.</summary>
    [Range(2, 256 * 1024 * 1024)]
    public int MaxRequestBytes { get; init; } = 1 << 20;

    /// <summary>The longest note, in characters. 4 096.</summary>
    [Range(0, 1_000_000)]
    public int MaxNoteLength { get; init; } = 4096;

    /// <summary>
    /// Whether a CPR number must begin with a day of birth. With <c>false</c>, replacement numbers (60 is added to the day) and any other ten
    /// digits are accepted too; the life of a person with such a number has no beginning. OS2mo's <c>cpr_validate_birthdate</c>.
    /// </summary>
    public bool CprValidateBirthdate { get; init; } = true;

    /// <summary>
    /// Whether <c>employee_terminate</c> ends the person too. Then it is refused while other objects refer to the person (as a substitute or an
    /// owner) or to an object that ends (as a role binding to an IT user). With <c>false</c>, as in OS2mo, it ends the objects that belong to the
    /// person, and those that cannot exist without them.
    /// </summary>
    public bool TerminateEndsPerson { get; init; }

    /// <summary>The response timeout of <c>IObjectGrain.MutateAsync</c>.</summary>
    public static TimeSpan ResponseTimeout { get; } = TimeSpan.FromMinutes(2);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Limit + AfterTriggerBudget >= ResponseTimeout)
        {
            yield return new ValidationResult(
                $"Objects:Limit is {Limit} and Objects:AfterTriggerBudget {AfterTriggerBudget}; together they must stay below {ResponseTimeout}, the "
                + "time for which a caller waits.");
        }
    }
}
