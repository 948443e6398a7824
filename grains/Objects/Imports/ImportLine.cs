using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>A line of an import that can be read: an object with its state and, where the line tells it, its history.</summary>
public sealed class ImportLine
{
    private ImmutableArray<ObjectKey> _targets;

    /// <summary>The number of the line in the file, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The object.</summary>
    public required ObjectKey Object { get; init; }

    /// <summary>The object's state after the import.</summary>
    public required ObjectState State { get; init; }

    /// <summary>
    /// All registrations of the object, the oldest first, as another store had them. Empty when the line has only validities, of which the import
    /// makes one registration of its own.
    /// </summary>
    public ImmutableArray<RegistrationRow> History { get; init; } = [];

    /// <summary>The note for the registration that the import makes; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The length of the line in bytes.</summary>
    public required int Bytes { get; init; }

    /// <summary>The objects to which the state refers, each once, without the object itself.</summary>
    public ImmutableArray<ObjectKey> Targets => _targets.IsDefault ? _targets = FindTargets() : _targets;

    private ImmutableArray<ObjectKey> FindTargets()
    {
        var found = new HashSet<ObjectKey>();
        foreach (var reference in StateReferences.Of(State))
        {
            if (reference.Target != Object)
                found.Add(reference.Target);
        }
        return [.. found];
    }
}
