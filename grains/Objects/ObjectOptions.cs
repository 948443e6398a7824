using System.Collections.Immutable;
using MoCluster.Grains.Storage;

namespace MoCluster.Grains.Objects;

/// <summary>
/// The limits of mutations. <see cref="Limit"/> and <see cref="AfterTriggerBudget"/> together stay below the call's response
/// timeout, 2 min.
/// </summary>
public sealed record ObjectOptions
{
    /// <summary>How long a mutation may take from its arrival to its commit, the wait for its turn included. 100 s.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long all before triggers of a mutation may take together, reruns included. 90 s (DESIGN.md §6).</summary>
    public TimeSpan TriggerBudget { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long all after triggers of a mutation may take together. 15 s.</summary>
    public TimeSpan AfterTriggerBudget { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many mutations wait for their turn at one object; more are refused. 100.</summary>
    public int QueueLimit { get; init; } = 100;

    /// <summary>How often a mutation is rerun as a whole because another change came between. 3 (DESIGN.md §6).</summary>
    public int Reruns { get; init; } = 3;

    /// <summary>The pause before the first rerun, doubled for each further one. 5 ms.</summary>
    public TimeSpan RerunDelay { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// How often a mutation is compared anew with the others that a rule compares it with, because further ones came meanwhile. Of all that
    /// come at once one more is taken each time. Its triggers do not run again. 100.
    /// </summary>
    public int Recomparisons { get; init; } = 100;

    /// <summary>How many references to an object are followed when it ends, or when its relations are set; more are refused. 1 000.</summary>
    public int MaxReferences { get; init; } = 1000;

    /// <summary>How many objects above an object are looked at when it moves; more are refused. 1 000.</summary>
    public int MaxAncestors { get; init; } = 1000;

    /// <summary>
    /// How many objects a process remembers between mutations, those used last, and twice as many at most; a few hundred bytes each. 32 768.
    /// </summary>
    public int Remembered { get; init; } = 32_768;

    /// <summary>How deep mutations that triggers make may nest; deeper ones are refused. 16.</summary>
    public int MaxChain { get; init; } = 16;

    /// <summary>
    /// The uuids of the classes that, as the type of an association, take a substitute; null for all. None, as OS2mo's
    /// <c>CONFDB_SUBSTITUTE_ROLES</c>.
    /// </summary>
    public ImmutableArray<Guid>? SubstituteTypes { get; init; } = [];

    /// <summary>The longest request, in bytes of UTF-8. 1 MiB.</summary>
    public int MaxRequestBytes { get; init; } = 1 << 20;

    /// <summary>The longest note, in characters. 4 096.</summary>
    public int MaxNoteLength { get; init; } = 4096;

    /// <summary>
    /// Whether a CPR number must begin with a day of birth. When it need not, replacement numbers (60 is added to the day) and other
    /// numbers of ten digits are taken too, and the life of a person with such a number has no beginning. The name is that of OS2mo's
    /// setting <c>cpr_validate_birthdate</c>. True.
    /// </summary>
    public bool CprValidateBirthdate { get; init; } = true;

    /// <summary>
    /// Whether the end of a person ends the person too, and not only what is the person's; it is then refused while anybody else
    /// refers to the person, or to what ends. False, as in OS2mo (os2mo.md §3.1).
    /// </summary>
    public bool TerminateEndsPerson { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public void Validate()
    {
        Require(Limit > TimeSpan.Zero, nameof(Limit), "must be more than zero");
        Require(TriggerBudget > TimeSpan.Zero, nameof(TriggerBudget), "must be more than zero");
        Require(AfterTriggerBudget > TimeSpan.Zero, nameof(AfterTriggerBudget), "must be more than zero");
        Require(Limit + AfterTriggerBudget < ResponseTimeout, nameof(Limit),
            $"and {nameof(AfterTriggerBudget)} must together stay below {ResponseTimeout}, the time for which a caller waits");
        Require(Reruns >= 0, nameof(Reruns), "must be zero or more");
        Require(Recomparisons >= 0, nameof(Recomparisons), "must be zero or more");
        Require(RerunDelay >= TimeSpan.Zero, nameof(RerunDelay), "must be zero or more");
        Require(QueueLimit >= 1, nameof(QueueLimit), "must be 1 or more");
        Require(Remembered >= 1, nameof(Remembered), "must be 1 or more");
        Require(MaxChain >= 1, nameof(MaxChain), "must be 1 or more");
        Require(MaxRequestBytes >= 2, nameof(MaxRequestBytes), "must be 2 or more, as the shortest request is {}");
        Require(MaxNoteLength >= 0, nameof(MaxNoteLength), "must be zero or more");
        Require(MaxReferences is >= 1 and < StoreLimits.MaxBatch, nameof(MaxReferences), $"must be 1 or more, and below {StoreLimits.MaxBatch}");
        Require(MaxAncestors is >= 1 and < StoreLimits.MaxBatch, nameof(MaxAncestors), $"must be 1 or more, and below {StoreLimits.MaxBatch}");
    }

    /// <summary>The response timeout of <c>IObjectGrain.MutateAsync</c>.</summary>
    public static TimeSpan ResponseTimeout { get; } = TimeSpan.FromMinutes(2);

    private static void Require(bool holds, string name, string must)
    {
        if (!holds)
            throw new ArgumentException($"{name} {must}.", name);
    }
}
