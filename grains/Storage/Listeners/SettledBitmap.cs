using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>Which numbers of a page are settled.</summary>
/// <param name="Index">The page: it covers the numbers from <c>Index × BitmapSize + 1</c> to <c>(Index + 1) × PageSize</c>.</param>
/// <param name="Bits">A bit a number, the lowest first, <see cref="StoreLimits.BitmapSize"/> in all, in words of 64.</param>
public sealed record SettledBitmap(long Index, ImmutableArray<ulong> Bits);
