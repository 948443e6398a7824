using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Objects.States;

/// <summary>The names of the operations that make registrations, as exports write and imports read them.</summary>
public static class OperationSpelling
{
    /// <summary>The names, in the order of <see cref="MutationKind"/>. A refresh makes no registration.</summary>
    public static ImmutableArray<string> All { get; } = ["create", "edit", "terminate", "delete"];

    /// <summary>The name of an operation.</summary>
    /// <param name="operation">An operation that makes registrations.</param>
    public static string Of(MutationKind operation) => All[(int)operation];

    /// <summary>The operation of a name; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public static MutationKind? Parse(string name) => All.IndexOf(name) is var at and >= 0 ? (MutationKind)at : null;
}
