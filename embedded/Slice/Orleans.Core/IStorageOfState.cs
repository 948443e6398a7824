namespace Orleans.Core;

/// <summary>One stored state.</summary>
/// <typeparam name="TState">The type of the state.</typeparam>
public interface IStorage<TState> : IStorage
{
    /// <summary>The state in memory; changing it stores nothing until it is written.</summary>
    TState State { get; set; }
}
