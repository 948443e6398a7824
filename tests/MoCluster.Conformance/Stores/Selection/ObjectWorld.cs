using System.Collections.Immutable;
using System.Globalization;
using MoCluster.Conformance.Stores.Hosting;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Primitives;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Conformance.Stores.Selection;

/// <summary>
/// Random objects of five types that refer to each other, with gaps in their lives, several registrations, circles of parents, and some that are deleted. Few
/// different values and instants, so that selections meet and miss.
/// </summary>
internal sealed class ObjectWorld
{
    /// <summary>Validities begin and end at the beginning of years from 2000 on.</summary>
    public const int Years = 8;

    /// <summary>Registrations are made at the beginning of days from 2020 on.</summary>
    public const int Days = 10;

    private static readonly (string Type, int Count)[] Numbers = [("org_unit", 14), ("class", 8), ("person", 40), ("engagement", 60), ("manager", 25)];

    private readonly Random _random;
    private readonly Dictionary<string, Validity[][]> _lives = [];

    /// <summary>Draws a world.</summary>
    /// <param name="random">The source of chance.</param>
    public ObjectWorld(Random random)
    {
        _random = random;
        foreach (var (name, count) in Numbers)
        {
            Uuids[name] = [.. Enumerable.Range(0, count).Select(_ => NextUuid()).Order()];
            _lives[name] = [.. Enumerable.Range(0, count).Select(_ => Life())];
        }

        foreach (var (name, count) in Numbers)
        {
            for (var index = 0; index < count; index++)
                Objects.Add(new ObjectKey(name, Uuids[name][index]), History(ObjectCatalogue.BuiltIn[name], index));
        }
    }

    /// <summary>The types of the objects.</summary>
    public static ImmutableArray<TypeDefinition> Types { get; } = [.. Numbers.Select(number => ObjectCatalogue.BuiltIn[number.Type])];

    /// <summary>The actors of registrations.</summary>
    public static ImmutableArray<Guid> Actors { get; } = [.. Enumerable.Range(1, 3).Select(number => new Guid(number, 0, 0, new byte[8]))];

    /// <summary>The words that names are made of.</summary>
    public static ImmutableArray<string> Words { get; } = ["Anna", "Bo", "Ærø", "anders", "12"];

    /// <summary>The uuids of each type, ascending.</summary>
    public Dictionary<string, Guid[]> Uuids { get; } = [];

    /// <summary>The registrations of each object, the oldest first.</summary>
    public SortedDictionary<ObjectKey, ImmutableArray<(RegistrationRow Row, ObjectState State)>> Objects { get; } = [];

    /// <summary>The beginning of a year of validity.</summary>
    public static DateTimeOffset Year(int number) => Make.Year(2000 + number);

    /// <summary>The beginning of a day of registrations.</summary>
    public static DateTimeOffset Day(int number) => Make.Year(2020).AddDays(number);

    /// <summary>Writes the world into a store, all at once, since objects refer to each other.</summary>
    /// <param name="host">The store.</param>
    public Task WriteAsync(StoreHost host) => host.SucceedAsync(Make.Commit([.. Objects.Select(each => Write(each.Key, each.Value))]));

    private static RegistrationWrite Write(ObjectKey key, ImmutableArray<(RegistrationRow Row, ObjectState State)> history)
    {
        var (row, state) = history[^1];
        return new RegistrationWrite
        {
            Object = key,
            Number = row.Number,
            Earlier = [.. history.SkipLast(1).Select(each => each.Row)],
            Time = row.Time,
            Actor = row.Actor,
            Operation = row.Operation,
            State = row.State,
            Presence = state.Presence(),
            References = StateReferences.Of(state),
            UserKeys = state.UserKeys(),
            Keys = state.UniqueKeys(),
        };
    }

    private ImmutableArray<(RegistrationRow, ObjectState)> History(TypeDefinition type, int index)
    {
        var count = _random.Next(1, 5);
        var days = Enumerable.Range(0, count).Select(_ => _random.Next(Days)).Order().ToArray();
        return
        [
            .. Enumerable.Range(1, count).Select(number =>
            {
                var isLast = number == count;
                var state = State(type, index, isLast ? _lives[type.Name][index] : Life(), isLast);
                var operation = number == 1 ? MutationKind.Create : state.IsEmpty ? MutationKind.Delete : MutationKind.Edit;
                return (new RegistrationRow(number, Day(days[number - 1]), Pick(Actors), operation, null, ObjectStateCodec.Encode(state)), state);
            }),
        ];
    }

    private ObjectState State(TypeDefinition type, int index, Validity[] life, bool isCurrent) =>
        ObjectState.Of(type, life.Select(interval => new Segment(interval, FieldValues.None(type).With(
            [.. type.Fields.Select(field => new FieldChange(field, Value(type, field, index, interval, isCurrent)))]))));

    private FieldValue? Value(TypeDefinition type, FieldDefinition field, int index, Validity interval, bool isCurrent)
    {
        if (_random.Next(4) == 0)
            return null;
        switch (field.Kind)
        {
            case FieldKind.Cpr:
                return new FieldValue.Text(index.ToString("D10", CultureInfo.InvariantCulture));
            case FieldKind.String when field.Name == "user_key" && _random.Next(2) == 0:
                return new FieldValue.Text(Uuids[type.Name][index].ToString("D"));
            case FieldKind.String:
                return new FieldValue.Text(string.Join(' ', Enumerable.Range(0, _random.Next(1, 4)).Select(_ => Pick(Words))));
            case FieldKind.Reference or FieldKind.References when Targets(field, interval, isCurrent) is { Length: > 0 } targets:
                return field.Kind == FieldKind.Reference ? new FieldValue.Uuid(Pick(targets)) : new FieldValue.Uuids([Pick(targets), Pick(targets)]);
            default:
                return null;
        }
    }

    /// <summary>What a field may refer to: in a current state, only what is active throughout. Half of the targets are few, so that they have many referrers.</summary>
    private Guid[] Targets(FieldDefinition field, Validity interval, bool isCurrent)
    {
        if (!Uuids.TryGetValue(field.Target!, out var uuids))
            return [];
        var possible = uuids.Where((_, place) => !isCurrent || Intervals.Cover(Intervals.Union(_lives[field.Target!][place]), interval)).ToArray();
        return _random.Next(2) == 0 ? possible : possible[..Math.Min(2, possible.Length)];
    }

    /// <summary>Segments of a life. Some are never active; some begin or end never.</summary>
    private Validity[] Life()
    {
        if (_random.Next(12) == 0)
            return [];
        var bounds = Enumerable.Range(0, _random.Next(2, 6)).Select(_ => _random.Next(Years + 1)).Distinct().Order().ToArray();
        var segments = bounds.Zip(bounds.Skip(1), (from, to) => new Validity(
            from == 0 ? DateTimeOffset.MinValue : Year(from), to == Years ? DateTimeOffset.MaxValue : Year(to)));
        return [.. segments.Where(_ => _random.Next(4) > 0)];
    }

    private Guid NextUuid()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
