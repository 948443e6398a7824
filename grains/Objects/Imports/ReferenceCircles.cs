using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// Orders lines so that each comes after those to which it refers. Lines that refer to each other in a circle come together. (These are the
/// strongly connected components, by Tarjan's algorithm, without recursion: chains may be as long as the window.)
/// </summary>
/// <param name="lines">The lines, each of another object.</param>
internal sealed class ReferenceCircles(IReadOnlyList<ImportLine> lines)
{
    private readonly Dictionary<ObjectKey, Visit> _visits = lines.ToDictionary(line => line.Object, line => new Visit(line));
    private readonly Stack<Visit> _path = [];
    private readonly Stack<Visit> _open = [];
    private int _next;

    /// <summary>The lines, in order: mostly one at a time, and those of a circle together.</summary>
    public IEnumerable<ImmutableArray<ImportLine>> InOrder()
    {
        foreach (var line in lines)
        {
            var root = _visits[line.Object];
            if (root.Index >= 0)
                continue;
            Enter(root);
            while (_path.TryPeek(out var visit))
            {
                if (Advance(visit) is { } next)
                {
                    Enter(next);
                    continue;
                }
                _path.Pop();
                if (_path.TryPeek(out var before))
                    before.Lowest = Math.Min(before.Lowest, visit.Lowest);
                if (visit.Lowest == visit.Index)
                    yield return Close(visit);
            }
        }
    }

    /// <summary>The next line to which a line refers and that was not visited; null when there is none.</summary>
    private Visit? Advance(Visit visit)
    {
        while (visit.Target < visit.Line.Targets.Length)
        {
            if (!_visits.TryGetValue(visit.Line.Targets[visit.Target++], out var target))
                continue;
            if (target.Index < 0)
                return target;
            if (target.IsOpen)
                visit.Lowest = Math.Min(visit.Lowest, target.Index);
        }
        return null;
    }

    private void Enter(Visit visit)
    {
        visit.Index = visit.Lowest = _next++;
        visit.IsOpen = true;
        _path.Push(visit);
        _open.Push(visit);
    }

    private ImmutableArray<ImportLine> Close(Visit first)
    {
        var circle = ImmutableArray.CreateBuilder<ImportLine>();
        Visit last;
        do
        {
            last = _open.Pop();
            last.IsOpen = false;
            circle.Add(last.Line);
        }
        while (last != first);
        return circle.ToImmutable();
    }

    /// <summary>How far the algorithm is with a line.</summary>
    private sealed class Visit(ImportLine line)
    {
        public ImportLine Line { get; } = line;

        public int Index { get; set; } = -1;

        public int Lowest { get; set; }

        public bool IsOpen { get; set; }

        public int Target { get; set; }
    }
}
