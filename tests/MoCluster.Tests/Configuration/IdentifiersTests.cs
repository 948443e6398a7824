using System.Collections.Concurrent;
using System.Globalization;
using MoCluster.Silo.Cluster;

namespace MoCluster.Tests.Configuration;

/// <summary>The uuids that a silo generates.</summary>
public sealed class IdentifiersTests
{
    [Fact]
    public void They_are_of_version_7_carry_their_time_and_never_repeat()
    {
        var identifiers = new Identifiers();
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var given = new ConcurrentBag<Guid>();
        Parallel.For(0, 8, _ =>
        {
            var times = new long[1_000];
            for (var i = 0; i < times.Length; i++)
            {
                var uuid = identifiers.Next();
                given.Add(uuid);
                times[i] = TimeOf(uuid);
            }

            Assert.Equal(times.Order(), times);
        });
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        Assert.Equal(8_000, given.Distinct().Count());
        foreach (var uuid in given)
        {
            Assert.Equal(7, uuid.Version);
            Assert.InRange(uuid.Variant, 8, 11);
            Assert.InRange(TimeOf(uuid), before, after);
        }

        // Every bit except those of time, version and variant differs somewhere.
        var bits = given.Select(uuid => UInt128.Parse(uuid.ToString("N"), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
        var random = (UInt128.One << 80) - 1 - ((UInt128)0xF << 76) - ((UInt128)0x3 << 62);
        Assert.Equal(random, bits.Aggregate((one, other) => one | other) & ~bits.Aggregate((one, other) => one & other) & random);
    }

    private static long TimeOf(Guid uuid) => Convert.ToInt64(uuid.ToString("N")[..12], 16);
}
