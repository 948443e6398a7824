using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MoCluster.Grains.Storage.Events;

namespace MoCluster.Grains.Storage.Commits;

/// <summary>What became of a commit.</summary>
public sealed record CommitResult
{
    /// <summary>Why it was refused; null when it became true.</summary>
    public CommitRefusal? Refusal { get; init; }

    /// <summary>Whether it became true.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Committed => Refusal is null;

    /// <summary>The events as appended, in the order of <see cref="Commit.Events"/>, with numbers and times.</summary>
    public ImmutableArray<AppendedEvent> Events { get; init; } = [];

    /// <summary>The times of the registrations, in the order of <see cref="Commit.Registrations"/>: never before the predecessor's.</summary>
    public ImmutableArray<DateTimeOffset> RegistrationTimes { get; init; } = [];

    /// <summary>The epochs of the groups, in the order of <see cref="Commit.Groups"/>: the new one where it was taken.</summary>
    public ImmutableArray<long> Epochs { get; init; } = [];
}
