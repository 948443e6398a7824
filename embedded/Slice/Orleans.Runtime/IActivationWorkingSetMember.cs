namespace Orleans.Runtime;

/// <summary>An activation, as observers of activations see it. It is an <see cref="IGrainContext"/> too.</summary>
public interface IActivationWorkingSetMember
{
}
