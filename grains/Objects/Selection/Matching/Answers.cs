namespace MoCluster.Grains.Objects.Selection.Matching;

/// <summary>What the store said of some objects: which of them meet the conditions that a state does not tell.</summary>
internal sealed class Answers
{
    private readonly Dictionary<ResolvedCondition, IReadOnlySet<Guid>> _met = new(ReferenceEqualityComparer.Instance);

    /// <summary>No conditions were asked.</summary>
    public static Answers None { get; } = new();

    /// <summary>Keeps which objects meet a condition.</summary>
    public void Add(ResolvedCondition condition, IReadOnlySet<Guid> met) => _met[condition] = met;

    /// <summary>Whether an object meets a condition.</summary>
    /// <exception cref="KeyNotFoundException">The condition was not asked.</exception>
    public bool Holds(ResolvedCondition condition, Guid uuid) => _met[condition].Contains(uuid);
}
