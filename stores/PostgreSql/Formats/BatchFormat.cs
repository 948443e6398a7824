using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.PostgreSql.Formats;

/// <summary>
/// The verdicts of a group as bytes: what each commit that became true was given, its events by their places, from 1 in each of the
/// group's streams. A commit that is not there was refused.
/// </summary>
internal static class BatchFormat
{
    private const byte Version = 1;

    /// <summary>Writes verdicts.</summary>
    /// <param name="given">The winners and what they are given.</param>
    /// <param name="placeOf">Where a stream stands among the group's.</param>
    public static byte[] Write(IReadOnlyList<(Guid Commit, Assignment Given)> given, Func<StreamKey, int> placeOf)
    {
        var writer = new RowWriter();
        writer.Byte(Version);
        writer.Number(given.Count);
        foreach (var (commit, assignment) in given)
        {
            writer.Uuid(commit);
            writer.Instant(assignment.Time);
            writer.Number(assignment.Streams.Length);
            foreach (var run in assignment.Streams)
            {
                writer.Number(placeOf(run.Stream));
                writer.Number(run.First);
                writer.Number(run.Count);
            }

            writer.Number(assignment.RegistrationTimes.Length);
            foreach (var time in assignment.RegistrationTimes)
                writer.Instant(time);
            writer.Number(assignment.Epochs.Length);
            foreach (var epoch in assignment.Epochs)
                writer.Number(epoch);
        }

        return writer.Take();
    }

    /// <summary>Reads verdicts, the events with the numbers that the server gave.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="streams">The group's streams.</param>
    /// <param name="bases">The last number of each stream before the group.</param>
    /// <param name="times">The time of each stream's new events.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a later version.</exception>
    public static List<(Guid Commit, Assignment Given)> Read(
        ReadOnlySpan<byte> bytes, IReadOnlyList<StreamKey> streams, long[] bases, DateTime[] times)
    {
        var reader = new RowReader(bytes);
        if (reader.Byte() is var version and not Version)
            throw new InvalidDataException($"A group's verdicts are of format {version}; this build reads {Version}.");
        var given = new List<(Guid Commit, Assignment Given)>();
        for (var left = reader.Number(); left > 0; left--)
        {
            var commit = reader.Uuid();
            var time = reader.Instant();
            var runs = ImmutableArray.CreateBuilder<StreamAssignment>(checked((int)reader.Number()));
            while (runs.Count < runs.Capacity)
            {
                var place = checked((int)reader.Number());
                runs.Add(new StreamAssignment(
                    streams[place], bases[place] + reader.Number(), checked((int)reader.Number()), new DateTimeOffset(times[place])));
            }

            var registrations = ImmutableArray.CreateBuilder<DateTimeOffset>(checked((int)reader.Number()));
            while (registrations.Count < registrations.Capacity)
                registrations.Add(reader.Instant());
            var epochs = ImmutableArray.CreateBuilder<long>(checked((int)reader.Number()));
            while (epochs.Count < epochs.Capacity)
                epochs.Add(reader.Number());
            given.Add((commit, new Assignment(time, runs.MoveToImmutable(), registrations.MoveToImmutable(), epochs.MoveToImmutable())));
        }

        return given;
    }
}
