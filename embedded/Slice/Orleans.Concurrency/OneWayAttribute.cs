namespace Orleans.Concurrency;

/// <summary>The caller does not wait and never learns how the call went; an exception is logged where it happened.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OneWayAttribute : Attribute
{
}
