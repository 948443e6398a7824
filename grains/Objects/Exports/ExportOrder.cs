using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Grains.Objects.Exports;

/// <summary>
/// The order in which types are exported: a type comes after those to which it refers, so that an import finds most references in what it has
/// imported already.
/// </summary>
internal static class ExportOrder
{
    /// <summary>
    /// Groups types. Types that refer to each other in a circle, as classes and organisation units do, are one group; a group comes after those
    /// to which it refers.
    /// </summary>
    /// <param name="types">The types.</param>
    public static ImmutableArray<ImmutableArray<TypeDefinition>> Of(ImmutableArray<TypeDefinition> types)
    {
        var ordered = types.OrderBy(type => type.Name, StringComparer.Ordinal).ToArray();
        var reached = ordered.ToDictionary(type => type, type => Reach(type, types));
        var left = ordered.ToList();
        var groups = ImmutableArray.CreateBuilder<ImmutableArray<TypeDefinition>>();
        while (left.Count > 0)
        {
            // There is always one: otherwise every type would lead out of its own group for ever.
            var first = left.First(type => reached[type].All(target => !left.Contains(target) || reached[target].Contains(type)));
            ImmutableArray<TypeDefinition> group =
                [.. left.Where(type => type == first || (reached[first].Contains(type) && reached[type].Contains(first)))];
            groups.Add(group);
            left.RemoveAll(group.Contains);
        }
        return groups.ToImmutable();
    }

    /// <summary>Whether objects of a group can refer to others of the group.</summary>
    /// <param name="group">The group.</param>
    public static bool RefersToItself(ImmutableArray<TypeDefinition> group) =>
        group.Any(type => type.ReferenceFields.Any(field => group.Any(other => other.Name == field.Target)));

    private static HashSet<TypeDefinition> Reach(TypeDefinition from, ImmutableArray<TypeDefinition> types)
    {
        var reached = new HashSet<TypeDefinition>();
        var next = new Stack<TypeDefinition>([from]);
        while (next.TryPop(out var type))
        {
            foreach (var target in types.Where(other => type.ReferenceFields.Any(field => field.Target == other.Name)))
            {
                if (reached.Add(target))
                    next.Push(target);
            }
        }
        return reached;
    }
}
