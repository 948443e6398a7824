using System.Buffers.Binary;
using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.Stores.Formats;

namespace MoCluster.Tests.Stores.PostgreSql;

/// <summary>A lease record is read as it was written, by later builds too.</summary>
public sealed class LeaseFormatTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Subjects = Gen.OneOf(
        ArbMap.Default.GeneratorFor<Guid>().Select(uuid => uuid.ToString()),
        ArbMap.Default.GeneratorFor<Guid>().Select(uuid => uuid.ToString().ToUpperInvariant()),
        ArbMap.Default.GeneratorFor<Guid>().Select(uuid => uuid.ToString("N")),
        ArbMap.Default.GeneratorFor<NonEmptyString>().Select(text => new string([.. text.Get.Where(letter => !char.IsSurrogate(letter))])),
        Gen.Elements("æøå", "", " ", new string('x', 220)));

    private static readonly Gen<LeasedEntry> Entries =
        from subject in Subjects
        from count in Gen.Choose(1, 3)
        from first in Gen.Choose(1, int.MaxValue)
        from step in Gen.Choose(1, int.MaxValue)
        from attempts in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Choose(0, int.MaxValue)))
        from late in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(-1_000_000, 1_000_000)))
        from ended in ArbMap.Default.GeneratorFor<bool>()
        select new LeasedEntry(
            subject, [.. Enumerable.Range(0, count).Select(i => first + (i * (long)step))], attempts, Noon.AddSeconds(late), ended);

    private static readonly Arbitrary<ImmutableArray<LeasedEntry>> Records = Gen.ListOf(Entries).Select(list => list.ToImmutableArray()).ToArbitrary();

    [Fact]
    public void A_record_is_read_as_it_was_written() => Prop.ForAll(Records, entries =>
        IsSame(entries, LeaseFormat.Read(LeaseFormat.Write(new RowWriter(), entries)))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_record_of_the_first_format_is_read() => Prop.ForAll(Records, entries =>
        IsSame(entries, LeaseFormat.Read(WrittenOut(entries)))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_truncated_record_is_refused() => Prop.ForAll(Records, Gen.Choose(0, 1_000_000).ToArbitrary(), (entries, place) =>
    {
        var bytes = LeaseFormat.Write(new RowWriter(), entries);
        try
        {
            LeaseFormat.Read(bytes.AsSpan(0, place % bytes.Length));
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_record_of_a_later_format_is_refused_by_its_number()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => LeaseFormat.Read([9, 0]));
        Assert.Equal("A lease record is of format 9; this build reads 1 and 2.", refusal.Message);
    }

    [Fact]
    public void A_hand_out_of_many_objects_takes_twenty_bytes_an_entry()
    {
        var entries = Enumerable.Range(1, 1_000).Select(i => new LeasedEntry(Guid.NewGuid().ToString(), [5_000_000 + (3 * i)], 1, Noon));
        Assert.InRange(LeaseFormat.Write(new RowWriter(), [.. entries]).Length, 1, 20_000);
    }

    private static bool IsSame(ImmutableArray<LeasedEntry> entries, IEnumerable<LeasedEntry> read) => read.SequenceEqual(entries, new ByContent());

    /// <summary>
    /// Writes the first format as its writer did: version, count; for each entry the subject, its numbers, attempts, ticks of the end,
    /// ended.
    /// </summary>
    private static byte[] WrittenOut(ImmutableArray<LeasedEntry> entries)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write((byte)1);
        writer.Write7BitEncodedInt64(entries.Length);
        Span<byte> ticks = stackalloc byte[8];
        foreach (var entry in entries)
        {
            writer.Write(entry.Subject); // UTF-8 with its length before it, as in the format.
            writer.Write7BitEncodedInt64(entry.Numbers.Length);
            foreach (var number in entry.Numbers)
                writer.Write7BitEncodedInt64(number);
            writer.Write7BitEncodedInt64(entry.Attempts);
            BinaryPrimitives.WriteInt64LittleEndian(ticks, entry.Until.UtcTicks);
            writer.Write(ticks);
            writer.Write(entry.Ended);
        }

        return stream.ToArray();
    }

    private sealed class ByContent : IEqualityComparer<LeasedEntry>
    {
        public bool Equals(LeasedEntry? one, LeasedEntry? other) => one is not null && other is not null
            && (one with { Numbers = [] }) == (other with { Numbers = [] }) && one.Numbers.SequenceEqual(other.Numbers);

        public int GetHashCode(LeasedEntry entry) => entry.Subject.GetHashCode(StringComparison.Ordinal);
    }
}
