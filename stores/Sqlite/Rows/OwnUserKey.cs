using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Stores.Sqlite.Rows;

/// <summary>
/// The user key of an object that was given none: its uuid as text. It is not in the index of user keys, where it would cost each new object a page at a random
/// place; a search for it looks the uuid up.
/// </summary>
internal static class OwnUserKey
{
    private const int Length = 36;

    /// <summary>Whether a user key is an object's uuid.</summary>
    public static bool IsOf(ObjectKey key, string userKey)
    {
        Span<char> own = stackalloc char[Length];
        return userKey.Length == Length && key.Uuid.TryFormat(own, out _, "D") && own.SequenceEqual(userKey);
    }

    /// <summary>The uuid of the object whose own user key this would be; null if it is none.</summary>
    public static Guid? UuidOf(string userKey) =>
        Guid.TryParseExact(userKey, "D", out var uuid) && uuid.ToString("D") == userKey ? uuid : null;
}
