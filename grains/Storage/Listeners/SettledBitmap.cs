using System.Collections.Immutable;

namespace MoCluster.Grains.Storage.Listeners;

/// <summary>Which of <see cref="StoreLimits.BitmapSize"/> consecutive numbers are settled.</summary>
/// <param name="Index">The bitmap covers the numbers from <c>Index × BitmapSize + 1</c> to <c>(Index + 1) × BitmapSize</c>.</param>
/// <param name="Bits">One bit for each number, the lowest first, in words of 64.</param>
public sealed record SettledBitmap(long Index, ImmutableArray<ulong> Bits);
