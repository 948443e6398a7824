using MoCluster.GrainInterfaces;
using MoCluster.Grains.Objects.Changes;

namespace MoCluster.Grains.Objects.Rules;

/// <summary>A change that a rule refuses, and why.</summary>
/// <param name="Change">The change.</param>
/// <param name="Refusal">The refusal.</param>
internal readonly record struct ChangeRefusal(ObjectChange Change, Refusal Refusal);
