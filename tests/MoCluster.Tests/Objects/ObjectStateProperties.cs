using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;
using static MoCluster.Tests.Objects.Samples;

namespace MoCluster.Tests.Objects;

/// <summary>
/// Compares states with a model that knows nothing of intervals: one cell for each day, one for all time before and one for all time after.
/// </summary>
public sealed class ObjectStateProperties
{
    private const int Cells = 12;
    private static readonly TypeDefinition Unit = Catalogue["org_unit"];
    private static readonly DateTimeOffset First = Winter("2021-01-01");

    [Fact]
    public void A_state_agrees_with_the_model_on_every_day() => Check(Sequences, steps =>
    {
        var (state, model) = Run(steps);
        for (var cell = 0; cell < Cells; cell++)
        {
            if (!Equals(state.At(Within(cell)), model[cell]))
                return $"cell {cell}: {state.At(Within(cell))} instead of {model[cell]}";
        }
        return null;
    });

    [Fact]
    public void Segments_are_ordered_disjoint_and_merged_where_equal() => Check(Sequences, steps =>
    {
        var segments = Run(steps).State.Segments;
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i].Interval.IsEmpty)
                return $"segment {i} is empty";
            if (i > 0 && segments[i].Interval.From < segments[i - 1].Interval.To)
                return $"segment {i} overlaps its predecessor";
            if (i > 0 && segments[i].Interval.From == segments[i - 1].Interval.To && segments[i].Values.Equals(segments[i - 1].Values))
                return $"segment {i} is like its predecessor and touches it";
        }
        return null;
    });

    [Fact]
    public void A_repeated_change_changes_nothing() => Check(Sequences, steps =>
    {
        var state = Run(steps).State;
        var again = steps[^1].Apply(state);
        return again.Equals(state) ? null : $"{Show(state)} became {Show(again)}";
    });

    [Fact]
    public void Equal_states_have_equal_bytes_and_survive_encoding() => Check(Sequences, steps =>
    {
        var (state, model) = Run(steps);
        var bytes = ObjectStateCodec.Encode(state);
        if (!ObjectStateCodec.Decode(Unit, bytes.AsSpan()).Equals(state))
            return "what was read is not what was written";
        // The same content, put together in another way.
        var other = ObjectState.Of(Unit, Enumerable.Range(0, Cells).Where(cell => model[cell] is not null)
            .Select(cell => new Segment(new Validity(Bound(cell), Bound(cell + 1)), model[cell]!)));
        return ObjectStateCodec.Encode(other).AsSpan().SequenceEqual(bytes.AsSpan()) ? null : "the bytes depend on how the state came about";
    });

    [Fact]
    public void What_is_derived_from_a_state_holds_on_every_day() => Check(Sequences, steps =>
    {
        var (state, model) = Run(steps);
        var presence = state.Presence();
        var references = StateReferences.Of(state);
        var boundaries = state.Boundaries();
        if (Apart(presence) is { } touching)
            return touching;
        for (var cell = 0; cell < Cells; cell++)
        {
            if (presence.Any(interval => interval.Contains(Within(cell))) != model[cell] is not null)
                return $"presence in cell {cell}";
            var expected = model[cell]?[Unit["parent"]] is FieldValue.Uuid parent
                ? new[] { ("parent", new ObjectKey("org_unit", parent.Value)) }
                : [];
            var derived = references.Where(reference => reference.Interval.Contains(Within(cell))).Select(reference => (reference.Field, reference.Target));
            if (!expected.SequenceEqual(derived))
                return $"references in cell {cell}";
            var changes = cell > 0 && !Equals(model[cell - 1], model[cell]);
            if (cell > 0 && boundaries.Contains(Bound(cell)) != changes)
                return $"the boundary at the beginning of cell {cell}";
        }
        return null;
    });

    [Fact]
    public void Interval_operations_agree_with_set_operations_on_days() => Check(
        Gen.Two(Interval.ListOf()).Select(pair => (A: pair.Item1.ToArray(), B: pair.Item2.ToArray())),
        sets =>
        {
            var (a, b) = (Intervals.Union(sets.A.Select(Of)), Intervals.Union(sets.B.Select(Of)));
            var difference = Intervals.Except(a, b);
            foreach (var set in new[] { a, b, difference })
            {
                if (Apart(set) is { } touching)
                    return touching;
            }
            for (var cell = 0; cell < Cells; cell++)
            {
                bool In(IEnumerable<(int From, int To)> set) => set.Any(interval => interval.From <= cell && cell < interval.To);
                var one = new Validity(Bound(cell), Bound(cell + 1));
                if (Intervals.Cover(a, one) != In(sets.A))
                    return $"union in cell {cell}";
                if (Intervals.Cover(difference, one) != (In(sets.A) && !In(sets.B)))
                    return $"difference in cell {cell}";
            }
            return null;
        });

    private static Gen<(int From, int To)> Interval =>
        Gen.Two(Gen.Choose(0, Cells)).Where(ends => ends.Item1 != ends.Item2)
            .Select(ends => (Math.Min(ends.Item1, ends.Item2), Math.Max(ends.Item1, ends.Item2)));

    private static Gen<Step[]> Sequences =>
        (from interval in Interval
         from kind in Gen.Elements(StepKind.Terminate, StepKind.Rewrite, StepKind.Update, StepKind.Update)
         from name in Gen.Elements(null, "A", "B")
         from parent in Gen.Elements<Guid?>(null, Guid.Empty, Other, Third)
         select new Step(interval.From, interval.To, kind, name, parent)).NonEmptyListOf().Select(steps => steps.ToArray());

    private static (ObjectState State, FieldValues?[] Model) Run(Step[] steps)
    {
        var state = ObjectState.Empty(Unit);
        var model = new FieldValues?[Cells];
        foreach (var step in steps)
        {
            state = step.Apply(state);
            model = step.Apply(model);
        }
        return (state, model);
    }

    private static void Check<T>(Gen<T> gen, Func<T, string?> wrong) =>
        Prop.ForAll(gen.ToArbitrary(), value => wrong(value) is { } problem ? false.Label(problem) : true.ToProperty())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true));

    private static string? Apart(ImmutableArray<Validity> set)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (set[i].IsEmpty || (i > 0 && set[i].From <= set[i - 1].To))
                return $"interval {i} is empty or touches its predecessor";
        }
        return null;
    }

    private static Validity Of((int From, int To) cells) => new(Bound(cells.From), Bound(cells.To));

    private static DateTimeOffset Bound(int cell) =>
        cell == 0 ? DateTimeOffset.MinValue : cell == Cells ? DateTimeOffset.MaxValue : First.AddDays(cell);

    private static DateTimeOffset Within(int cell) => First.AddDays(cell).AddHours(5);

    private static string Show(ObjectState state) =>
        string.Join(" ", state.Segments.Select(segment => $"[{segment.Interval.From:d} {segment.Interval.To:d}) {segment.Values}"));

    private enum StepKind
    {
        Update,
        Terminate,

        /// <summary>Sets values where the object is active only.</summary>
        Rewrite,
    }

    /// <summary>A change of an object. A parent <see cref="Guid.Empty"/> clears the field, and null keeps it.</summary>
    private sealed record Step(int From, int To, StepKind Kind, string? Name, Guid? Parent)
    {
        private ImmutableArray<FieldChange> Laid =>
        [
            .. Name is null ? [] : Changes(Unit, ("name", Text(Name))),
            .. Parent is not { } parent ? [] : Changes(Unit, ("parent", parent == Guid.Empty ? null : Uuid(parent))),
        ];

        public ObjectState Apply(ObjectState state) => Kind switch
        {
            StepKind.Terminate => state.Terminate(Of((From, To))),
            StepKind.Rewrite => state.Rewrite(Of((From, To)), values => values.With(Laid)),
            _ => state.Overlay(Of((From, To)), Laid),
        };

        public FieldValues?[] Apply(FieldValues?[] model)
        {
            FieldValues? Carried(int cell) =>
                model[..(cell + 1)].LastOrDefault(values => values is not null) ?? model[cell..].FirstOrDefault(values => values is not null);

            return [.. model.Select((values, cell) => cell < From || cell >= To ? values : Kind switch
            {
                StepKind.Terminate => null,
                StepKind.Rewrite => values?.With(Laid),
                _ => (Carried(cell) ?? FieldValues.None(Unit)).With(Laid),
            })];
        }
    }
}
