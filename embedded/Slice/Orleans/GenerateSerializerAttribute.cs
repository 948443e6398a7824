namespace Orleans;

/// <summary>Marks a type that travels. In one process nothing is serialised; on Orleans a serialiser is generated.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
}
