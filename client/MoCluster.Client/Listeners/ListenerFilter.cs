namespace MoCluster.Client;

/// <summary>Selects the listeners that meet all given fields. Null does not restrict, an empty list finds nothing.</summary>
public sealed record ListenerFilter
{
    /// <summary>Those with one of these uuids.</summary>
    public IReadOnlyList<Guid>? Uuids { get; init; }

    /// <summary>Those with one of these user keys.</summary>
    public IReadOnlyList<string>? UserKeys { get; init; }

    /// <summary>Those of one of these owners.</summary>
    public IReadOnlyList<Guid>? Owners { get; init; }

    /// <summary>Those that listen to one of these routing keys.</summary>
    public IReadOnlyList<string>? RoutingKeys { get; init; }

    /// <summary>Those that listen to one of these namespaces.</summary>
    public IReadOnlyList<string>? Namespaces { get; init; }

    /// <summary>One listener.</summary>
    /// <param name="uuid">Its uuid.</param>
    public static ListenerFilter Of(Guid uuid) => new() { Uuids = [uuid] };
}
