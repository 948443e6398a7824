using MoCluster.GrainInterfaces.Events;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Commits;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.History;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Judging;

/// <summary>Adds to the history what the store holds at the end of a run.</summary>
internal static class FinalState
{
    /// <summary>
    /// Records everything that was ever appended, including what is no longer kept, compares it with what is kept, and records the objects.
    /// </summary>
    public static void Record(World.World world)
    {
        var record = world.Record;
        foreach (var stream in record.Commits.SelectMany(made => made.Result.Events).GroupBy(appended => appended.Stream).OrderBy(stream => stream.Key))
        {
            var appended = stream.Select(one => one.Event).ToArray();
            record.History.RecordLog(stream.Key.ToString(), [.. appended.Select(Logged)]);
            var kept = world.Store.Durable.ReadEventsAsync(stream.Key, 1, StoreLimits.MaxBatch, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            if (!kept.SequenceEqual(appended.Skip(appended.Length - kept.Length)))
                record.Violate("numbers", $"the log of {stream.Key} differs from what was appended to it");
        }

        RecordResumptions(record);
        foreach (var target in record.Commits.SelectMany(made => made.Commit.Registrations).Select(write => write.Object).Distinct().Order())
        {
            var rows = world.Store.Durable.ReadRegistrationsAsync(target, 0, StoreLimits.MaxBatch, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            record.History.RecordObject(target.ToString(), [.. rows.Select(row => new LoggedRegistration(row.Number, row.Note))]);
        }
    }

    /// <summary>Records the events that were trimmed when a suspension ended; these are not owed.</summary>
    private static void RecordResumptions(RunRecord record)
    {
        foreach (var made in record.Commits)
        {
            foreach (var put in made.Commit.Definitions.OfType<DefinitionWrite.PutListener>().Select(put => put.Listener))
            {
                if (made.Commit.Preconditions.OfType<Precondition.EventsKept>().FirstOrDefault() is { } kept && kept.Stream == put.Stream)
                    record.History.BeginRevive("log", put.Uuid, skipped: kept.From - 1).Confirm();
            }
        }
    }

    private static LoggedEvent Logged(EventRecord record) => new(
        record.Number, record.Subject, record.Priority, record.Key, record.Registration?.Object.ToString(), record.Registration?.Number ?? 0,
        record.Target is { Kind: EventTargetKind.Listener } listener ? listener.Uuid : null,
        record.Target is { Kind: EventTargetKind.Owner } owner ? owner.Uuid : null);
}
