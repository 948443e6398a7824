using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.Grains.Objects.Selection;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects.Filters;

/// <summary>The filters of lists, relations and refreshes in one dialect: declares them, and reads what callers give (docs/os2mo.md §10.3).</summary>
internal sealed class ObjectFilters
{
    private readonly Dictionary<string, ImmutableArray<FilterField>> _fields = new(StringComparer.Ordinal);

    /// <summary>Makes the filters.</summary>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="dialect">For whom the schema is built.</param>
    /// <param name="root">Knows the root organisation.</param>
    public ObjectFilters(ObjectCatalogue catalogue, Dialect dialect, RootOrganisation root)
    {
        (Catalogue, Root) = (catalogue, root);
        foreach (var type in catalogue.Types)
            _fields[type.Name] = [.. UsualFilters.Of(catalogue, type), .. SpecialFilters.Of(catalogue, type, dialect)];
    }

    /// <summary>The types of objects.</summary>
    public ObjectCatalogue Catalogue { get; }

    /// <summary>Knows the root organisation, which filters may name as the parent of units at the top.</summary>
    public RootOrganisation Root { get; }

    /// <summary>The name of the filter of a type.</summary>
    /// <param name="type">The type.</param>
    public static string NameOf(TypeDefinition type) => $"{type.GraphQLName}Filter";

    /// <summary>Declares the filters of all types.</summary>
    /// <param name="schema">The schema.</param>
    public void AddTo(SchemaBuilder schema)
    {
        foreach (var type in Catalogue.Types)
        {
            if (type.Registrations.Filter is { } name)
                AddRegistrationFilter(schema.Input(name, $"Selects registrations of objects of type `{type.Name}`."));
            AddFields(schema, NameOf(type), type, InputsOf(type));
        }

        var owner = SpecialFilters.ClassOwner;
        if (Catalogue.FindType(owner.Type) is { } units)
            AddFields(schema, owner.Name, units, [.. InputsOf(units), owner.IncludeNone]);
    }

    /// <summary>Declares the filter of a type without the fields that its place gives already, and returns its name, which is that of OS2mo.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="type">The type.</param>
    /// <param name="seeds">The main names of the fields that are left out, with all names that mean the same condition.</param>
    public string AddBound(SchemaBuilder schema, TypeDefinition type, params ReadOnlySpan<string> seeds)
    {
        var name = BoundName(type, seeds);
        var left = ImmutableArray.CreateBuilder<FilterInput>();
        foreach (var group in _fields[type.Name])
        {
            // OS2mo keeps the list of parents in the filter of roots.
            if (!seeds.Contains(group.Inputs[0].Name))
                left.AddRange(group.Inputs.Select(input => input with { Deprecation = null }));
            else if (seeds.Length > 1 && group.Inputs is [_, { Name: "parents" } parents])
                left.Add(parents with { Deprecation = null });
        }

        if (!schema.IsDeclared(name))
            AddFields(schema, name, type, left.ToImmutable());
        return name;
    }

    /// <summary>Reads a filter.</summary>
    /// <param name="type">The name of the type that it selects.</param>
    /// <param name="filter">The filter; null for the default one.</param>
    /// <param name="now">The current instant.</param>
    /// <exception cref="RefusedException">The filter contradicts itself.</exception>
    public ObjectSelection Read(string type, InputObject? filter, DateTimeOffset now)
    {
        var reading = new FilterReading(filter, this, FilterInterval.Of(filter, now), Get(filter, "registration_time"), now);
        var selection = new ObjectSelection
        {
            Type = Catalogue[type],
            Interval = reading.Interval,
            KnownAt = reading.KnownAt,
            Uuids = reading.List<Guid>("uuids"),
        };
        return filter is null
            ? selection
            : selection with { Conditions = [.. _fields[type].Select(field => field.Condition(reading)).OfType<SelectionCondition>()] };
    }

    private ImmutableArray<FilterInput> InputsOf(TypeDefinition type) => [.. _fields[type.Name].SelectMany(field => field.Inputs)];

    /// <summary>The name that Strawberry, the library under OS2mo's API, makes of the seeds: <c>OrgUnitboundmanagerfilter</c> for <c>org_unit</c>.</summary>
    private static string BoundName(TypeDefinition type, ReadOnlySpan<string> seeds)
    {
        var words = new List<string>();
        foreach (var seed in seeds)
            words.Add(string.Join('_', seed.Split('_').Select(Capitalised)));
        words.Sort(StringComparer.Ordinal);
        var parts = $"{string.Concat(words)}Bound{NameOf(type)}".Split('_');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => Capitalised(part.ToLowerInvariant())));
    }

    private static string Capitalised(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static void AddFields(SchemaBuilder schema, string name, TypeDefinition type, ImmutableArray<FilterInput> fields)
    {
        var input = schema.Input(
            name, $"Selects the objects of type `{type.Name}` that meet all given fields. Null does not restrict unless the field says so; an empty list finds nothing.");
        foreach (var field in fields)
            input.Field(field.Name, field.Type, field.Description, field.Default, field.Deprecation);
    }

    private static void AddRegistrationFilter(InputObjectTypeBuilder input) => input
        .Field("actors", "[UUID!]", "Those by one of these actors.", "null")
        .Field("start", "DateTime", "Those that were current at some time from this instant on; since ever when null.", "null")
        .Field("end", "DateTime", "Those that were current at some time until this instant; for ever when null.", "null");

    private static DateTimeOffset? Get(InputObject? filter, string name) =>
        filter is not null && filter.Type.FindField(name) is not null ? filter.Get<DateTimeOffset?>(name) : null;
}
