namespace MoCluster.GrainInterfaces.Hooks;

/// <summary>The form of an argument.</summary>
[GenerateSerializer, Alias("mo.hook-value-kind")]
public enum HookValueKind
{
    /// <summary>Any JSON.</summary>
    Any = 0,

    /// <summary>A string.</summary>
    String = 1,

    /// <summary>An array of strings.</summary>
    Strings = 2,

    /// <summary>A JSON object with any keys.</summary>
    Dictionary = 3,

    /// <summary>A JSON object with the fields of an object, whose type <see cref="HookArgument.ObjectType"/> names.</summary>
    Object = 4,
}
