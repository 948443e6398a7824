using System.Collections.Immutable;
using System.Globalization;
using MoCluster.Benchmarks.Embedded;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Benchmarks.Selections;

/// <summary>
/// The objects of a municipality: as many engagements as persons, a unit for 50 of them in a tree of five below each, and a class of a facet for 100. An
/// engagement has been changed twice.
/// </summary>
/// <param name="persons">How many persons there are.</param>
internal sealed class Municipality(int persons)
{
    private const int PersonsAUnit = 50;
    private const int PersonsAClass = 100;
    private const int UnitsAParent = 5;
    private const int ObjectsACommit = 500;
    private static readonly Guid Actor = Guid.NewGuid();
    private static readonly DateTimeOffset Begin = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Names = ["Anna", "Bo", "Carla", "Dines", "Ebba", "Finn", "Gerda", "Hans", "Ida", "Jens"];

    /// <summary>The user key of the facet of the engagements' job functions.</summary>
    public const string Facet = "engagement_job_function";

    public int Persons => persons;

    public int Units => Math.Max(1, persons / PersonsAUnit);

    public static TypeDefinition TypeOf(string name) => ObjectCatalogue.BuiltIn[name];

    /// <summary>The uuid of an object: random, but always the same.</summary>
    public static Guid Uuid(string type, int place)
    {
        Span<byte> bytes = stackalloc byte[16];
        new Random((place * 31) + type.Length).NextBytes(bytes);
        return new Guid(bytes);
    }

    public static string Cpr(int person) => person.ToString("0000000000", CultureInfo.InvariantCulture);

    /// <summary>Writes the objects into an empty store.</summary>
    public async Task WriteAsync(IStore store)
    {
        await store.CommitAsync([], [Write("facet", 0, 1, ("user_key", Text(Facet)))]);
        await PartsAsync(store, Math.Max(1, persons / PersonsAClass), i => Write("class", i, 1,
            ("user_key", Text($"job{i}")), ("name", Text($"Job {i}")), ("facet", Reference("facet", 0)), ("scope", Text("TEXT"))));
        await PartsAsync(store, Units, i => Write("org_unit", i, 1,
            ("user_key", Text($"unit{i}")), ("name", Text($"Unit {i}")), ("parent", i == 0 ? null : Reference("org_unit", (i - 1) / UnitsAParent))));
        await PartsAsync(store, persons, i => Write("person", i, 1,
            ("user_key", Text($"person{i}")), ("given_name", Text(Names[i % 10])), ("surname", Text($"{Names[i / 10 % 10]}sen {i}")), ("cpr_number", Text(Cpr(i)))));
        await PartsAsync(store, persons, i => Write("engagement", i, 3,
            ("user_key", Text($"e{i}")), ("person", Reference("person", i)), ("org_unit", Reference("org_unit", i / PersonsAUnit)),
            ("job_function", Reference("class", i % Math.Max(1, persons / PersonsAClass)))));
    }

    private static async Task PartsAsync(IStore store, int count, Func<int, RegistrationWrite> write)
    {
        foreach (var part in Enumerable.Range(0, count).Chunk(ObjectsACommit))
            await store.CommitAsync([], [.. part.Select(write)]);
    }

    private static FieldValue.Text Text(string text) => new(text);

    private static FieldValue.Uuid Reference(string type, int place) => new(Uuid(type, place));

    private static RegistrationWrite Write(string name, int place, int segments, params ReadOnlySpan<(string Field, FieldValue? Value)> values)
    {
        var type = TypeOf(name);
        var changes = ImmutableArray.CreateBuilder<FieldChange>();
        foreach (var (field, value) in values)
            changes.Add(new FieldChange(type[field], value));
        var state = ObjectState.Empty(type).Overlay(new Validity(Begin, DateTimeOffset.MaxValue), changes.ToImmutable());
        for (var change = 1; change < segments; change++)
        {
            ImmutableArray<FieldChange> later = [new FieldChange(type["user_key"], Text($"{name}{place}.{change}"))];
            state = state.Overlay(new Validity(Begin.AddYears(change), DateTimeOffset.MaxValue), later);
        }

        return new RegistrationWrite
        {
            Object = new ObjectKey(name, Uuid(name, place)),
            Number = 1,
            Actor = Actor,
            Operation = MutationKind.Create,
            State = ObjectStateCodec.Encode(state),
            Presence = state.Presence(),
            References = StateReferences.Of(state),
            UserKeys = state.UserKeys(),
            Keys = state.UniqueKeys(),
        };
    }
}
