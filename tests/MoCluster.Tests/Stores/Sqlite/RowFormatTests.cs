using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Storage.Results;
using MoCluster.Stores.Formats;
using MoCluster.Stores.Memory.State;
using MoCluster.Stores.Sqlite.Rows;

namespace MoCluster.Tests.Stores.Sqlite;

/// <summary>What the embedded store keeps as bytes is read as it was written, and bytes that end too early are refused.</summary>
public sealed class RowFormatTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        ArbMap.Default.GeneratorFor<Guid>().Select(uuid => uuid.ToString()),
        ArbMap.Default.GeneratorFor<NonEmptyString>().Select(text => new string([.. text.Get.Where(letter => !char.IsSurrogate(letter))])),
        Gen.Elements("æøå", "", "👍", new string('x', 300)));

    private static readonly Gen<Guid> Uuids = ArbMap.Default.GeneratorFor<Guid>();

    private static readonly Gen<long> Numbers = Gen.OneOf(
        Gen.Choose(0, 300).Select(number => (long)number), Gen.Choose(0, int.MaxValue).Select(number => number * 4_000_000_000L), Gen.Constant(long.MaxValue));

    private static readonly Gen<DateTimeOffset> Instants = Gen.OneOf(
        Gen.Choose(0, int.MaxValue).Select(seconds => DateTimeOffset.UnixEpoch.AddSeconds(seconds).AddTicks(seconds % 7)),
        Gen.Elements(DateTimeOffset.MinValue, DateTimeOffset.MaxValue));

    private static readonly Gen<Validity> Validities = from begin in Instants from end in Instants select new Validity(begin, end);

    private static readonly Gen<Reference> References =
        from field in Texts from type in Texts from uuid in Uuids from interval in Validities
        select new Reference(field, new ObjectKey(type, uuid), interval);

    private static readonly Gen<ObjectDetails> Details =
        from presence in Many(Validities)
        from references in Many(References)
        from userKeys in Many(Texts)
        from keys in Many(from scope in Texts from value in Texts select new UniqueKey(scope, value))
        from due in Many(Instants)
        select new ObjectDetails(presence, references, userKeys, keys, due);

    private static readonly Gen<KeptResult> Results =
        from hash in Many(ArbMap.Default.GeneratorFor<byte>())
        from document in Many(ArbMap.Default.GeneratorFor<byte>())
        from time in Instants
        from numbers in Many(Numbers)
        from times in Many(Instants)
        select new KeptResult(hash, document, time, numbers, times);

    private static readonly StreamKey[] Streams = [.. Enumerable.Range(0, 5).Select(i => new StreamKey("space", $"s{i}"))];

    [Fact]
    public void The_details_of_an_object_are_read_as_they_were_written() => Prop.ForAll(Details.ToArbitrary(), details =>
    {
        var bytes = details.Write(new RowWriter());
        var read = ObjectDetails.Read(bytes);
        return details.Presence.SequenceEqual(read.Presence) && details.References.SequenceEqual(read.References)
            && details.UserKeys.SequenceEqual(read.UserKeys) && details.Keys.SequenceEqual(read.Keys) && details.Due.SequenceEqual(read.Due)
            && details.Presence.SequenceEqual(ObjectDetails.ReadPresence(bytes))
            && IsRefusedWhereverItIsCut(bytes, cut => ObjectDetails.Read(cut));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_kept_result_is_read_as_it_was_written() => Prop.ForAll(Results.ToArbitrary(), result =>
    {
        var bytes = KeptResultFormat.Write(new RowWriter(), result);
        var read = KeptResultFormat.Read(bytes, result.Time);
        return result.RequestHash.SequenceEqual(read.RequestHash) && result.Document.SequenceEqual(read.Document) && result.Time == read.Time
            && result.EventNumbers.SequenceEqual(read.EventNumbers) && result.RegistrationTimes.SequenceEqual(read.RegistrationTimes)
            && IsRefusedWhereverItIsCut(bytes, cut => KeptResultFormat.Read(cut, default));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_ids_of_registrations_are_read_as_they_were_written() => Prop.ForAll(Gen.Choose(1, 5_000_000).ListOf().ToArbitrary(), steps =>
    {
        var ids = new List<long>();
        foreach (var step in steps)
            ids.Add((ids.Count == 0 ? 0 : ids[^1]) + (step * 1_000L));
        var bytes = RegistrationIds.Write(new RowWriter(), [.. ids]);
        return ids.SequenceEqual(RegistrationIds.Read(bytes)) && IsRefusedWhereverItIsCut(bytes, cut => RegistrationIds.Read(cut));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_verdicts_of_a_batch_are_read_as_they_were_written() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var times = Streams.ToDictionary(stream => stream, _ => DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(1L << 55)));
            var given = new List<(Guid Commit, Assignment Given)>();
            for (var left = random.Next(5); left > 0; left--)
            {
                var runs = Streams.Where(_ => random.Next(2) == 0)
                    .Select(stream => new StreamAssignment(stream, random.NextInt64(1, 1L << 40), random.Next(1, 1_000), times[stream]));
                given.Add((Guid.NewGuid(), new Assignment(
                    DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(1L << 55)),
                    [.. runs],
                    [.. Enumerable.Range(0, random.Next(4)).Select(_ => DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64(1L << 55)))],
                    [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.NextInt64(1L << 40))])));
            }

            var bytes = BatchVerdicts.Write(given, stream => 100 + Array.IndexOf(Streams, stream));
            var read = BatchVerdicts.Read(bytes, id => Streams[id - 100]);
            return given.Count == read.Count && given.Zip(read).All(pair => IsSame(pair.First, pair.Second))
                && IsRefusedWhereverItIsCut(bytes, cut => BatchVerdicts.Read(cut, id => Streams[id - 100]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Formats_of_a_later_build_are_refused_by_their_number()
    {
        Assert.Contains("format 9", Assert.Throws<InvalidDataException>(() => ObjectDetails.Read([9, 0, 0, 0, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("format 9", Assert.Throws<InvalidDataException>(() => KeptResultFormat.Read([9, 0, 0, 0, 0], default)).Message, StringComparison.Ordinal);
        Assert.Contains("format 9", Assert.Throws<InvalidDataException>(() => BatchVerdicts.Read([0, 9, 0], _ => Streams[0])).Message, StringComparison.Ordinal);
    }

    private static bool IsSame((Guid Commit, Assignment Given) one, (Guid Commit, Assignment Given) other) =>
        one.Commit == other.Commit && one.Given.Time == other.Given.Time && one.Given.Streams.SequenceEqual(other.Given.Streams)
        && one.Given.RegistrationTimes.SequenceEqual(other.Given.RegistrationTimes) && one.Given.Epochs.SequenceEqual(other.Given.Epochs);

    private static bool IsRefusedWhereverItIsCut(byte[] bytes, Action<byte[]> read)
    {
        for (var length = 0; length < bytes.Length; length += 1 + (bytes.Length / 100))
        {
            try
            {
                read(bytes[..length]);
                return false;
            }
            catch (InvalidDataException)
            {
                // It has to be.
            }
        }

        return true;
    }

    private static Gen<ImmutableArray<T>> Many<T>(Gen<T> one) => Gen.ListOf(one).Select(list => list.ToImmutableArray());
}
