namespace MoCluster.Modules;

/// <summary>
/// Makes a method a trigger. The method takes a <see cref="TriggerContext"/> and, if it likes, a <see cref="CancellationToken"/>; it returns
/// nothing, a <see cref="Task"/> or a <see cref="ValueTask"/>. It may be static and private. Several attributes add up.
/// </summary>
/// <param name="eventType">Before or after the commit.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class TriggerAttribute(EventType eventType) : Attribute
{
    /// <summary>Before or after the commit.</summary>
    public EventType EventType { get; } = eventType;

    /// <summary>The objects' types, by the names of <see cref="RoleType"/> or by their routing keys. All types if left out.</summary>
    public string[] RoleTypes { get; init; } = [];

    /// <summary>What the mutations do. Everything that a mutation can do if left out.</summary>
    public RequestType[] RequestTypes { get; init; } = [];

    /// <summary>Triggers of a stage run in ascending order, then by name.</summary>
    public int Order { get; init; }

    /// <summary>The trigger's name. The class and the method if left out, for example <c>NameTriggers.Check</c>.</summary>
    public string? Name { get; init; }
}
