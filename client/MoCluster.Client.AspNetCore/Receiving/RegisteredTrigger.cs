namespace MoCluster.Client.AspNetCore.Receiving;

/// <summary>A trigger as the server is told of it.</summary>
/// <param name="IsBefore">Whether it runs before the change.</param>
/// <param name="RoleType">The type of the objects.</param>
/// <param name="RequestType">What the change does.</param>
/// <param name="Url">Its path, below the address of the endpoint.</param>
/// <param name="Settings">How the server runs it.</param>
internal sealed record RegisteredTrigger(bool IsBefore, string RoleType, MoRequestType RequestType, string Url, MoTriggerSettings Settings);
