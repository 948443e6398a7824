using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage.Listeners;
using MoCluster.History;

namespace MoCluster.Simulation.Judging;

/// <summary>A listener is moved only on request and to where was asked, and begins there with nothing settled and no rows.</summary>
internal static class PositionRules
{
    /// <summary>Judges a move.</summary>
    public static IEnumerable<Violation> Check(Decision decision, DurableListener listener, ListenerProgress progress)
    {
        if (progress.NewPosition != listener.Position + 1)
            yield return new Violation("position", $"{decision.Of(listener)} position {progress.NewPosition} follows {listener.Position}");
        if (progress.Bitmaps.Length > 0 || progress.Rows.Length > 0)
            yield return new Violation("position", $"{decision.Of(listener)} a new position begins with bitmaps or rows");
        var first = progress.Frontier + 1;
        if (!decision.Requests.Moves[listener.Definition.Uuid].Any(move => move.MayHappenAt(decision.Moment) && Fits(move.Command, first, listener)))
            yield return new Violation("position", $"{decision.Of(listener)} goes on from {first} of {listener.Head}, which nobody asked for");
    }

    private static bool Fits(PositionCommand command, long first, DurableListener listener) => command.Kind switch
    {
        PositionKind.Number => first == command.Number,
        _ => first >= 1 && first <= listener.Head + 1,
    };
}
