using Orleans.Runtime;

namespace Orleans;

/// <summary>Gives references to grains. A grain needs no creation: the first call to a reference activates it.</summary>
public interface IGrainFactory
{
    /// <summary>A reference to the grain of a <see cref="Guid"/>.</summary>
    /// <typeparam name="TGrainInterface">The interface by which the grain is called.</typeparam>
    /// <param name="primaryKey">The grain's key.</param>
    /// <param name="grainClassNamePrefix">Begins the full name of the grain class, where several implement the interface.</param>
    /// <returns>The reference; getting it calls nobody.</returns>
    TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey;

    /// <summary>A reference to the grain of a string.</summary>
    /// <typeparam name="TGrainInterface">The interface by which the grain is called.</typeparam>
    /// <param name="primaryKey">The grain's key.</param>
    /// <param name="grainClassNamePrefix">Begins the full name of the grain class, where several implement the interface.</param>
    /// <returns>The reference; getting it calls nobody.</returns>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>A reference to the grain of an id.</summary>
    /// <typeparam name="TGrainInterface">The interface by which the grain is called.</typeparam>
    /// <param name="grainId">The grain's id.</param>
    /// <returns>The reference; getting it calls nobody.</returns>
    TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable;
}
