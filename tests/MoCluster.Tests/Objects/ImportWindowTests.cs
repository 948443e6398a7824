using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.Imports;
using MoCluster.Grains.Objects.States;
using static MoCluster.Tests.Objects.Samples;

namespace MoCluster.Tests.Objects;

/// <summary>The window of an import: which lines can be committed, in which groups, and in which order.</summary>
public sealed class ImportWindowTests
{
    private const int Objects = 12;

    [Fact]
    public void Every_line_is_taken_once_and_after_those_to_which_it_refers_or_with_them() => Check(Files, file =>
    {
        var window = new ImportWindow(new ImportOptions { CommitObjects = file.Limit });
        var committed = new HashSet<ObjectKey>();
        var present = file.Lines.Select(line => line.Object).ToHashSet();
        for (var at = 0; at < file.Lines.Length; at += file.Step)
        {
            foreach (var line in file.Lines.Skip(at).Take(file.Step))
                window.Add(line);
            if (Commit(window.Take(committed.Contains, isLast: false), committed) is { } wrong)
                return wrong;
        }

        // What still waits refers to an object that is not in the file, directly or not.
        var left = window.Take(committed.Contains, isLast: true).SelectMany(group => group).ToArray();
        var ready = left.ToList();
        while (ready.RemoveAll(line => line.Targets.Any(target => !committed.Contains(target) && ready.All(other => other.Object != target))) > 0)
        {
        }
        if (ready.Count > 0)
            return $"line {ready[0].Number} waited for nothing";
        committed.UnionWith(left.Select(line => line.Object));
        return committed.SetEquals(present) && window.Count == 0 ? null : "a line was lost";
    });

    [Fact]
    public void A_group_is_no_larger_than_the_limit_unless_its_lines_form_a_circle() => Check(Files, file =>
    {
        var window = new ImportWindow(new ImportOptions { CommitObjects = file.Limit });
        foreach (var line in file.Lines)
            window.Add(line);
        foreach (var group in window.Take(_ => true, isLast: false))
        {
            if (group.Length > file.Limit && new ReferenceCircles(group).InOrder().Count() > 1)
                return $"a group of {group.Length} lines could be divided";
        }
        return null;
    });

    [Fact]
    public void The_first_lines_are_let_go_when_too_many_wait()
    {
        var window = new ImportWindow(new ImportOptions { WindowLines = 2 });
        foreach (var number in Enumerable.Range(1, 5))
            window.Add(Line(number, number, [99]));
        var taken = window.Take(_ => false, isLast: false).SelectMany(group => group);
        Assert.Equal([1, 2, 3], taken.Select(line => line.Number));
        Assert.Equal((2, 4), (window.Count, window.First));
    }

    [Fact]
    public void A_chain_as_long_as_the_window_is_ordered_without_running_out_of_stack()
    {
        const int Length = 100_000;
        ImportLine[] lines = [.. Enumerable.Range(0, Length).Select(i => Line(i + 1, i, i + 1 < Length ? [i + 1] : []))];
        Assert.Equal(Enumerable.Range(1, Length).Reverse().Select(number => (long)number), new ReferenceCircles(lines).InOrder().Select(circle => circle.Single().Number));
    }

    [Fact]
    public void A_second_line_of_an_object_is_refused_while_the_first_one_waits()
    {
        var window = new ImportWindow(new ImportOptions());
        Assert.Null(window.Add(Line(1, 7, [])));
        Assert.Contains("line 1", window.Add(Line(2, 7, []))!.Message, StringComparison.Ordinal);
        Assert.Single(window.Take(_ => false, isLast: false));
        Assert.Null(window.Add(Line(3, 7, [])));
    }

    private static string? Commit(ImmutableArray<ImmutableArray<ImportLine>> groups, HashSet<ObjectKey> committed)
    {
        foreach (var group in groups)
        {
            var together = group.Select(line => line.Object).ToHashSet();
            foreach (var line in group)
            {
                if (line.Targets.FirstOrDefault(target => !together.Contains(target) && !committed.Contains(target)) is { Type: not null } missing)
                    return $"line {line.Number} was taken before {missing}";
                if (!committed.Add(line.Object))
                    return $"line {line.Number} was taken twice";
            }
        }
        return null;
    }

    private static ImportLine Line(int number, int index, int[] targets)
    {
        var type = Catalogue["ituser"];
        ImmutableArray<FieldChange> changes = targets.Length == 0
            ? []
            : [new FieldChange(type["engagements"], new FieldValue.Uuids(targets.Select(Uuid)))];
        // The lines of the test are all of one type whose objects may refer to each other.
        return new ImportLine
        {
            Number = number,
            Object = new ObjectKey("engagement", Uuid(index)),
            State = ObjectState.Of(type, [new Segment(Validity.Always, FieldValues.None(type).With(changes))]),
            Bytes = 100,
        };
    }

    private static Guid Uuid(int index) => new(index, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    private static Gen<TestFile> Files =>
        from count in Gen.Choose(1, Objects)
        from order in Gen.Shuffle(Enumerable.Range(0, count).ToArray())
        from targets in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, Objects)).Select(some => some.Take(2).ToArray()), count)
        from step in Gen.Choose(1, count)
        from limit in Gen.Choose(1, 4)
        select new TestFile([.. order.Select((index, place) => Line(place + 1, index, targets[index]))], step, limit);

    private static void Check(Gen<TestFile> files, Func<TestFile, string?> wrong) =>
        Prop.ForAll(files.ToArbitrary(), file => wrong(file) is { } found ? throw new InvalidOperationException($"{found} in {file}") : true).QuickCheckThrowOnFailure();

    private sealed record TestFile(ImportLine[] Lines, int Step, int Limit)
    {
        public override string ToString() => $"step {Step}, limit {Limit}: "
            + string.Join("; ", Lines.Select(line => $"{line.Object.Uuid.ToString()[..8]} → {string.Join(", ", line.Targets.Select(target => target.Uuid.ToString()[..8]))}"));
    }
}
