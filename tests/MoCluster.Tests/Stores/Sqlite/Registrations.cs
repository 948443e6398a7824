using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>Commits of registrations.</summary>
internal static class Registrations
{
    /// <summary>A commit with an id of its own.</summary>
    public static Commit Commit(params RegistrationWrite[] registrations) => new() { Id = Guid.NewGuid(), Registrations = [.. registrations] };

    /// <summary>A registration whose state tells its number.</summary>
    public static RegistrationWrite Of(ObjectKey key, long number, params string[] userKeys) => new()
    {
        Object = key,
        Number = number,
        Actor = Guid.Empty,
        Operation = number == 1 ? MutationKind.Create : MutationKind.Edit,
        State = [.. BitConverter.GetBytes(number)],
        UserKeys = [.. userKeys],
    };
}
