using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Where states of grains are kept. Registered as a keyed service under the storage's name.</summary>
public interface IGrainStorage
{
    /// <summary>Reads a state; without a record it leaves the state and says that there is none.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="stateName">The state's name.</param>
    /// <param name="grainId">Whose state.</param>
    /// <param name="grainState">Receives it.</param>
    /// <returns>Completes when it is read.</returns>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Writes a state; refuses with <see cref="InconsistentStateException"/> if the mark is not the stored one.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="stateName">The state's name.</param>
    /// <param name="grainId">Whose state.</param>
    /// <param name="grainState">The state; receives the new mark.</param>
    /// <returns>Completes when it is stored.</returns>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Removes a state; refuses with <see cref="InconsistentStateException"/> if the mark is not the stored one.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    /// <param name="stateName">The state's name.</param>
    /// <param name="grainId">Whose state.</param>
    /// <param name="grainState">Receives the new mark.</param>
    /// <returns>Completes when it is gone.</returns>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
}
