namespace MoCluster.GrainInterfaces.Hooks;

/// <summary>The name of a hook.</summary>
/// <param name="Namespace">The namespace, for example <c>modoboa</c>.</param>
/// <param name="Name">The name within the namespace.</param>
[GenerateSerializer, Immutable, Alias("mo.hook-name")]
public readonly record struct HookName([property: Id(0)] string Namespace, [property: Id(1)] string Name)
{
    /// <summary>The name as messages write it.</summary>
    public override string ToString() => $"{Namespace}/{Name}";
}
