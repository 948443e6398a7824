using MoCluster.Embedded.Activations;
using MoCluster.Embedded.Calls;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The identity of a grain, from a reference to it or from within.</summary>
public static class GrainExtensions
{
    /// <summary>A reference to the grain, as another of its interfaces, or from within as one that can be handed to others.</summary>
    /// <typeparam name="TGrainInterface">The interface.</typeparam>
    /// <param name="grain">The grain or a reference to it.</param>
    /// <returns>The reference.</returns>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain is GrainProxy reference
            ? (TGrainInterface)reference.Interface.Bindings.GetReference(typeof(TGrainInterface), reference.GrainId)
            : (TGrainInterface)Activation.Of(grain).Silo.Bindings.GetReference(typeof(TGrainInterface), GetGrainId(grain));
    }

    /// <summary>The grain's id.</summary>
    /// <param name="grain">The grain or a reference to it.</param>
    /// <returns>The id.</returns>
    public static GrainId GetGrainId(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain is GrainProxy reference ? reference.GrainId : Activation.Of(grain).GrainId;
    }

    /// <summary>The key of a grain that is known by a string.</summary>
    /// <param name="grain">The grain or a reference to it.</param>
    /// <returns>The key.</returns>
    public static string GetPrimaryKeyString(this IAddressable grain) => GetGrainId(grain).Key.ToString();

    /// <summary>The key of a grain that is known by a <see cref="Guid"/>.</summary>
    /// <param name="grain">The grain or a reference to it.</param>
    /// <returns>The key.</returns>
    /// <exception cref="InvalidOperationException">The grain is known by something else.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain)
    {
        var id = GetGrainId(grain);
        return Guid.TryParseExact(id.Key.ToString(), "N", out var key)
            ? key
            : throw new InvalidOperationException($"Unable to extract GUID key from grain id {id}");
    }
}
