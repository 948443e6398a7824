namespace Orleans.Concurrency;

/// <summary>Calls of this method interleave with whatever the grain does, at awaits only.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute
{
}
