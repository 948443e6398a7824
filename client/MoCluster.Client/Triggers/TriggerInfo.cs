namespace MoCluster.Client;

/// <summary>A trigger that is registered at the server.</summary>
/// <param name="Name">Its name, by which refusals call it.</param>
/// <param name="Source">The full name of its module, or the address of its endpoint.</param>
/// <param name="RunsBefore">Whether it runs before the commit and may veto it; else it runs after it.</param>
/// <param name="RoleTypes">The types of objects at which it runs.</param>
/// <param name="RequestTypes">What the mutations do: CREATE, EDIT, TERMINATE, DELETE, REFRESH.</param>
/// <param name="Order">Triggers of a stage run in ascending order, then by name.</param>
/// <param name="Id">The id of a trigger outside of the process; null for a trigger of a module.</param>
/// <param name="IsStored">Whether its calls are stored with the mutation and made after it, at least once.</param>
/// <param name="Waiting">How many stored calls wait to be made; up to a few seconds old.</param>
/// <param name="Parked">How many stored calls are parked; up to a few seconds old.</param>
/// <param name="OldestAt">When the change was committed whose call has waited longest; null if none waits.</param>
/// <param name="Calls">How often it ran on the silo that answered, since that started.</param>
/// <param name="Failures">How many of these calls refused or failed.</param>
/// <param name="Took">How long these calls took together.</param>
public sealed record TriggerInfo(
    string Name,
    string Source,
    bool RunsBefore,
    IReadOnlyList<string> RoleTypes,
    IReadOnlyList<string> RequestTypes,
    int Order,
    Guid? Id,
    bool IsStored,
    long Waiting,
    long Parked,
    DateTimeOffset? OldestAt,
    long Calls,
    long Failures,
    TimeSpan Took);
