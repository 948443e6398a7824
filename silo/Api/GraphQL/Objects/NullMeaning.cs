using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.Silo.Api.GraphQL.Versions;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>
/// Says what null means in the inputs of OS2mo's versions (docs/os2mo.md §8.2). Most fields there are null when they are absent, so both mean the same:
/// an update keeps the value. A few fields say something by null.
/// </summary>
internal static class NullMeaning
{
    /// <summary>The families whose inputs tell null from absence in every field.</summary>
    private const string Units = "org_unit";

    /// <summary>Fields of updates, as <c>family.field</c>, that OS2mo writes whether they are given or not: without a value they are cleared.</summary>
    private static readonly HashSet<string> AlwaysWritten = new(StringComparer.Ordinal)
    {
        "association.substitute", "class.owner", "class.parent_uuid", "owner.inference_priority",
    };

    /// <summary>Lists in updates, as <c>family.field</c>, that an empty list keeps.</summary>
    private static readonly HashSet<string> KeptByEmptyLists = new(StringComparer.Ordinal) { "manager.responsibility", "kle.kle_aspects" };

    /// <summary>The default of an optional field of an input: null where null and absence mean the same.</summary>
    /// <param name="dialect">For whom the schema is built.</param>
    /// <param name="mutator">The family of the input.</param>
    /// <param name="input">The input; null for one that is no create and no update.</param>
    /// <param name="field">The field.</param>
    public static string? DefaultOf(Dialect dialect, MutatorDefinition mutator, InputDefinition? input, string field) =>
        dialect.IsOwn || Tells(mutator, input, field) ? null : "null";

    /// <summary>Whether an update of one of OS2mo's versions writes a field that was given as null or not at all.</summary>
    /// <param name="dialect">The version.</param>
    /// <param name="mutator">The family.</param>
    /// <param name="field">The field.</param>
    /// <param name="given">Whether it was given, as null.</param>
    public static bool Clears(Dialect dialect, MutatorDefinition mutator, InputFieldDefinition field, bool given)
    {
        if (AlwaysWritten.Contains($"{mutator.Name}.{field.Name}"))
            return true;
        if (!given || !field.Clearable || !Tells(mutator, mutator.Update, field.Name) || field.Field.DefaultFrom is not null)
            return false;
        return mutator.Name != Units || !dialect.NullKeepsValuesOfUnits;
    }

    /// <summary>Whether an empty list in an update of one of OS2mo's versions keeps the value of a field, instead of clearing it.</summary>
    /// <param name="mutator">The family.</param>
    /// <param name="field">The field.</param>
    public static bool EmptyListKeeps(MutatorDefinition mutator, string field) => KeptByEmptyLists.Contains($"{mutator.Name}.{field}");

    private static bool Tells(MutatorDefinition mutator, InputDefinition? input, string field) =>
        mutator.Name == Units || (mutator.Name == "manager" && input == mutator.Update && field == "engagement");
}
