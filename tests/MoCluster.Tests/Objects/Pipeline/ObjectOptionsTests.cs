using MoCluster.Grains.Objects;
using MoCluster.Tests.Configuration;

namespace MoCluster.Tests.Objects.Pipeline;

public sealed class ObjectOptionsTests
{
    [Fact]
    public void The_defaults_are_valid_and_invalid_options_are_named()
    {
        var sound = new ObjectOptions();
        Assert.Empty(Annotations.Problems(sound));
        foreach (var (wrong, name) in new[]
        {
            (sound with { Limit = TimeSpan.Zero }, nameof(ObjectOptions.Limit)),
            (sound with { Limit = TimeSpan.FromSeconds(105) }, nameof(ObjectOptions.Limit)),
            (sound with { TriggerBudget = -TimeSpan.FromSeconds(1) }, nameof(ObjectOptions.TriggerBudget)),
            (sound with { AfterTriggerBudget = TimeSpan.Zero }, nameof(ObjectOptions.AfterTriggerBudget)),
            (sound with { Reruns = -1 }, nameof(ObjectOptions.Reruns)),
            (sound with { Recomparisons = -1 }, nameof(ObjectOptions.Recomparisons)),
            (sound with { RerunDelay = -TimeSpan.FromSeconds(1) }, nameof(ObjectOptions.RerunDelay)),
            (sound with { Remembered = 0 }, nameof(ObjectOptions.Remembered)),
            (sound with { QueueLimit = 0 }, nameof(ObjectOptions.QueueLimit)),
            (sound with { MaxChain = 0 }, nameof(ObjectOptions.MaxChain)),
            (sound with { MaxRequestBytes = 1 }, nameof(ObjectOptions.MaxRequestBytes)),
            (sound with { MaxNoteLength = -1 }, nameof(ObjectOptions.MaxNoteLength)),
            (sound with { MaxReferences = 10_000 }, nameof(ObjectOptions.MaxReferences)),
            (sound with { MaxAncestors = 0 }, nameof(ObjectOptions.MaxAncestors)),
        })
        {
            Assert.Contains(name, Assert.Single(Annotations.Problems(wrong)), StringComparison.Ordinal);
        }
    }
}
