using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.Stores.Memory.State;

namespace MoCluster.Stores.Formats;

/// <summary>
/// The verdicts of a batch as bytes: the assignment of each commit that became true. Events have places instead of numbers, from 1 in each stream of the
/// batch. A commit that is missing was refused.
/// </summary>
internal static class BatchFormat
{
    private const byte Version = 1;

    /// <summary>Writes verdicts.</summary>
    /// <param name="given">The winners and their assignments.</param>
    /// <param name="placeOf">Returns the place of a stream in the batch.</param>
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

            writer.Instants(assignment.RegistrationTimes);
            writer.Numbers(assignment.Epochs);
        }

        return writer.Take();
    }

    /// <summary>Reads verdicts, and gives the events the numbers that the server assigned.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="streams">The streams of the batch.</param>
    /// <param name="bases">The last number of each stream before the batch.</param>
    /// <param name="times">The time of each stream's new events.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of a later version.</exception>
    public static List<(Guid Commit, Assignment Given)> Read(
        ReadOnlySpan<byte> bytes, IReadOnlyList<StreamKey> streams, long[] bases, DateTime[] times)
    {
        var reader = new RowReader(bytes);
        if (reader.Byte() is var version and not Version)
            throw new InvalidDataException($"The verdicts of a batch are of format {version}; this build reads {Version}.");
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

            given.Add((commit, new Assignment(time, runs.MoveToImmutable(), reader.Instants(), reader.Numbers())));
        }

        return given;
    }
}
