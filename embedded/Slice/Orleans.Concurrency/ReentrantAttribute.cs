namespace Orleans.Concurrency;

/// <summary>Calls to a grain of this class interleave with each other, at awaits only.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute
{
}
