using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Selection;

namespace MoCluster.Conformance.Stores.Selection;

/// <summary>Draws selections of all kinds, nested in each other.</summary>
/// <param name="world">The objects from which values are drawn.</param>
/// <param name="random">The source of chance.</param>
internal sealed class RandomSelections(ObjectWorld world, Random random)
{
    /// <summary>How many kinds of conditions there are.</summary>
    public const int Kinds = Hierarchy + 4;

    private const int Depth = 2;

    /// <summary>The kinds from here on have selections nested in them.</summary>
    private const int ByReferrers = 8;

    private const int Hierarchy = 9;

    /// <summary>Draws a selection.</summary>
    /// <param name="type">The type; null for any.</param>
    /// <param name="depth">How deep selections may be nested in it.</param>
    public ObjectSelection Next(TypeDefinition? type = null, int depth = Depth)
    {
        type ??= Pick(ObjectWorld.Types);
        var selection = new ObjectSelection
        {
            Type = type,
            Interval = Interval(),
            KnownAt = Chance(5) ? ObjectWorld.Day(random.Next(-1, ObjectWorld.Days)) : null,
            Uuids = Chance(4) ? Uuids(type) : default,
        };
        return selection with { Conditions = [.. Enumerable.Range(0, random.Next(depth + 2)).Select(_ => Condition(type, depth))] };
    }

    /// <summary>Draws an interval: an instant, some years, or all of time.</summary>
    public Validity Interval()
    {
        var from = ObjectWorld.Year(random.Next(ObjectWorld.Years));
        return random.Next(4) switch
        {
            0 => Validity.Always,
            1 => new Validity(from, DateTimeOffset.MaxValue),
            2 => new Validity(from, from.AddDays(400 * random.Next(1, 4))),
            _ => new Validity(from, from.AddMilliseconds(1)),
        };
    }

    /// <summary>Draws some uuids of a type, and some that nobody has.</summary>
    public ImmutableArray<Guid> Uuids(TypeDefinition type) => Chance(8)
        ? []
        : [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Chance(6) ? Guid.NewGuid() : Pick(world.Uuids[type.Name]))];

    /// <summary>A field of some type of the world that refers to a type.</summary>
    public (TypeDefinition Source, FieldDefinition Field)? Referring(TypeDefinition target)
    {
        var fields = ObjectWorld.Types.SelectMany(type => type.ReferenceFields.Where(field => field.Target == target.Name).Select(field => (type, field))).ToList();
        return fields.Count == 0 ? null : Pick(fields);
    }

    /// <summary>Draws a selection with one condition of a kind, and little else that restricts it.</summary>
    /// <param name="kind">The kind, below <see cref="Kinds"/>.</param>
    public ObjectSelection Of(int kind)
    {
        var types = ObjectWorld.Types.Where(type => kind switch
        {
            ByReferrers => Referring(type) is not null,
            Hierarchy or Hierarchy + 1 => type.FindField("parent") is not null,
            _ => true,
        });
        var type = Pick(types.ToList());
        return new ObjectSelection { Type = type, Interval = Interval(), Conditions = [Condition(type, depth: 1, kind)] };
    }

    private SelectionCondition Condition(TypeDefinition type, int depth) => Condition(type, depth, random.Next(depth > 0 ? Kinds : ByReferrers));

    private SelectionCondition Condition(TypeDefinition type, int depth, int kind)
    {
        var field = Pick(type.Fields);
        var text = type["user_key"];
        switch (kind)
        {
            case 0:
                return new SelectionCondition.OneOf(text, [.. Enumerable.Range(0, random.Next(4)).Select(_ => UserKey(type))]);
            case 1:
                return new SelectionCondition.OneOf(field, [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Value(field))]);
            case 2:
                return new SelectionCondition.Lacks(field);
            case 3:
                return new SelectionCondition.Vacant(field);
            case 4:
                var uuid = Pick(world.Uuids[type.Name]).ToString("D").ToUpperInvariant();
                return new SelectionCondition.Contains(Chance(3) ? uuid[..random.Next(4, 12)] : Query(), [text, .. Chance(2) ? [field] : Array.Empty<FieldDefinition>()], Chance(2));
            case 5:
                return new SelectionCondition.Registered(
                    Chance(3) ? default : [.. Enumerable.Range(0, random.Next(3)).Select(_ => Pick(ObjectWorld.Actors))],
                    Chance(2) ? null : ObjectWorld.Day(random.Next(ObjectWorld.Days)),
                    Chance(2) ? null : ObjectWorld.Day(random.Next(ObjectWorld.Days)));
            case 6:
                return new SelectionCondition.Not(Condition(type, depth - 1));
            case 7:
                return new SelectionCondition.AnyOf([.. Enumerable.Range(0, random.Next(3)).Select(_ => Condition(type, depth - 1))]);
            case ByReferrers when Referring(type) is var (source, by):
                return new SelectionCondition.ReferredBy(by, Chance(3) ? Plain(source) : Next(source, depth - 1), Interval());
            case Hierarchy or Hierarchy + 1 when type.FindField("parent") is { } parent:
                var ends = Chance(2) ? Plain(type) with { Uuids = [Pick(world.Uuids[type.Name]), Pick(world.Uuids[type.Name])] } : Next(type, depth - 1);
                return kind == Hierarchy ? new SelectionCondition.Below(parent, ends) : new SelectionCondition.Above(parent, ends);
            default:
                var reference = Pick(type.ReferenceFields.Where(each => world.Uuids.ContainsKey(each.Target!)).DefaultIfEmpty(null!).ToList());
                if (reference is null)
                    return new SelectionCondition.Lacks(field);
                return new SelectionCondition.RefersTo(reference, Next(ObjectCatalogue.BuiltIn[reference.Target!], depth - 1)) { ChecksTargets = Chance(2) };
        }
    }

    private static ObjectSelection Plain(TypeDefinition type) => new() { Type = type, Interval = Validity.Always };

    private string UserKey(TypeDefinition type) =>
        Chance(3) ? Pick(world.Uuids[type.Name]).ToString("D") : Pick(world.Objects.Where(each => each.Key.Type == type.Name).ToList()).Value[^1].State.UserKeys().FirstOrDefault("none");

    private string Value(FieldDefinition field) => field.Kind switch
    {
        FieldKind.Cpr => $"{random.Next(50):D10}",
        FieldKind.Reference or FieldKind.References when world.Uuids.TryGetValue(field.Target!, out var uuids) => Pick(uuids).ToString("D"),
        _ => Chance(9) ? "half of a pair \ud800 and a \0" : Query(),
    };

    private string Query() => Chance(5) ? "12-12" : string.Join(' ', Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(ObjectWorld.Words)));

    private bool Chance(int of) => random.Next(of) == 0;

    private T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
