using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>
/// Turns the input of a mutation into the fields of MoCluster's own request: what null says (<see cref="NullMeaning"/>), the last days of validities
/// (<see cref="ValidityEnds"/>), and the root organisation as the parent of a unit, which means none. So grains know one meaning of requests only.
/// </summary>
internal static class GivenInput
{
    private const string Parent = "parent";

    /// <summary>The fields of a create, an update or a termination.</summary>
    /// <param name="dialect">The dialect of the caller.</param>
    /// <param name="mutator">The family of mutations.</param>
    /// <param name="kind">What the mutation does.</param>
    /// <param name="input">The input.</param>
    /// <param name="root">The uuid of the root organisation; null if there is none.</param>
    /// <returns>The fields, in the order of the input's type. The uuid is left out.</returns>
    public static IReadOnlyDictionary<string, object?> Of(
        Dialect dialect, MutatorDefinition mutator, MutationKind kind, InputObject input, Guid? root)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var field in input.Type.Fields.Where(field => field.Name != "uuid"))
        {
            var given = input.Values.TryGetValue(field.Name, out var value);
            if (given && field.Name == Parent && root is not null && value is Guid parent && parent == root)
                (given, value) = (kind == MutationKind.Edit, null);
            else if (!dialect.IsOwn)
                (given, value) = Read(dialect, mutator, kind, field.Name, given, value);
            if (given)
                fields.Add(field.Name, value);
        }
        return fields;
    }

    /// <summary>The fields of an update that sets all relations of one object. OS2mo's versions set them without an end, whatever the input says.</summary>
    /// <param name="dialect">The dialect of the caller.</param>
    /// <param name="input">The input.</param>
    public static IReadOnlyDictionary<string, object?> OfRelations(Dialect dialect, InputObject input)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in input.Values.Where(field => field.Key != "uuid"))
        {
            fields[name] = !dialect.IsOwn && value is InputObject validity
                ? new Dictionary<string, object?> { ["from"] = validity.Values["from"] }
                : value;
        }
        return fields;
    }

    private static (bool Given, object? Value) Read(
        Dialect dialect, MutatorDefinition mutator, MutationKind kind, string name, bool given, object? value)
    {
        if (kind == MutationKind.Terminate)
            return (value is not null, name == "to" ? dialect.StoredEnd((DateTimeOffset)value!) : value);
        if (value is InputObject validity)
            return (true, Validity(dialect, validity, isOpen: validity.Type.Name == mutator.OpenValidityName));
        if (kind != MutationKind.Edit)
            return (given && value is not null, value);
        if (value is IReadOnlyCollection<object?> { Count: 0 } && NullMeaning.EmptyListKeeps(mutator, name))
            return (false, null);
        if (value is not null || mutator.Update?.Find(name) is not { } field)
            return (given && value is not null, value);
        return (NullMeaning.Clears(dialect, mutator, field, given), null);
    }

    /// <summary>The validities of classes, facets and IT systems have exact ends in all versions, as OS2mo stores them.</summary>
    private static Dictionary<string, object?> Validity(Dialect dialect, InputObject validity, bool isOpen)
    {
        var ends = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in validity.Values)
        {
            if (value is not null)
                ends[name] = name == "to" && !isOpen ? dialect.StoredEnd((DateTimeOffset)value) : value;
        }
        return ends;
    }
}
