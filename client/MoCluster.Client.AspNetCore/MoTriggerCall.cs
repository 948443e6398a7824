using System.Text.Json;

namespace MoCluster.Client.AspNetCore;

/// <summary>A change of an object, which a trigger may veto or react to.</summary>
public sealed record MoTriggerCall
{
    /// <summary>The id of the call: the same whenever the call is repeated. Null if the server sent none.</summary>
    public string? Id { get; init; }

    /// <summary>Whether the change is not made yet, so that it can be vetoed.</summary>
    public required bool IsBefore { get; init; }

    /// <summary>What the change does.</summary>
    public required MoRequestType RequestType { get; init; }

    /// <summary>The type of the object, for example <c>org_unit</c>.</summary>
    public required string RoleType { get; init; }

    /// <summary>The object.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>What the caller asked for: a JSON object.</summary>
    public required JsonElement Request { get; init; }

    /// <summary>
    /// The value of the header <c>MoCluster-Mutation</c>. A trigger that changes objects of MoCluster sends it along; a change of the object under mutation is then
    /// refused at once, instead of waiting until both give up. Null after the change was answered.
    /// </summary>
    public string? Mutation { get; init; }
}
