using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Sqlite.Writing;

/// <summary>An object as the database holds it before a batch.</summary>
/// <param name="Stored">The object; its history is left out.</param>
/// <param name="RegistrationIds">The ids of its last registrations.</param>
internal sealed record FormerObject(StoredObject Stored, List<long> RegistrationIds);
