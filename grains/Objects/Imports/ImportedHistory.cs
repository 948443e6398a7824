using System.Collections.Immutable;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>The history of an object, as a line of an import tells it.</summary>
/// <param name="Rows">The registrations, numbered from 1.</param>
/// <param name="State">The state of the last one.</param>
internal sealed record ImportedHistory(ImmutableArray<RegistrationRow> Rows, ObjectState State);
