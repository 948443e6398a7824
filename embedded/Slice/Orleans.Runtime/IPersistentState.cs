using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A grain's stored state, injected by <see cref="PersistentStateAttribute"/> and read before OnActivateAsync.</summary>
/// <typeparam name="TState">The type of the state; it needs a constructor without parameters.</typeparam>
public interface IPersistentState<TState> : IStorage<TState>
{
}
