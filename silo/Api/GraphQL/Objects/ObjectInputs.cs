using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;
using MoCluster.GrainInterfaces.Catalogue.Rules;
using MoCluster.GraphQL.Language;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Versions;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>
/// Declares the inputs of the catalogue's mutations. In MoCluster's dialect absent fields stay absent, because an update distinguishes them from null.
/// In OS2mo's versions most fields are null when absent, as there (docs/os2mo.md §8.2, <see cref="NullMeaning"/>).
/// </summary>
internal static class ObjectInputs
{
    private const string RequiredValidity = "RAValidityInput";
    private const string CreatedUuid = "The object's identity; a new one when absent.";

    /// <summary>The name of the input of a create.</summary>
    /// <param name="mutator">The family of mutations.</param>
    public static string CreateName(MutatorDefinition mutator) => $"{mutator.InputName}CreateInput";

    /// <summary>The name of the input of an update.</summary>
    /// <param name="mutator">The family of mutations.</param>
    public static string UpdateName(MutatorDefinition mutator) => $"{mutator.InputName}UpdateInput";

    /// <summary>The name of the input of a termination.</summary>
    /// <param name="mutator">The family of mutations.</param>
    public static string TerminateName(MutatorDefinition mutator) => $"{mutator.InputName}TerminateInput";

    /// <summary>Declares the inputs of a family of mutations.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="mutator">The family.</param>
    /// <param name="dialect">For whom the schema is built.</param>
    public static void AddTo(SchemaBuilder schema, MutatorDefinition mutator, Dialect dialect)
    {
        var what = $"`{mutator.Type.Name}`";
        if (mutator.Relate is { } relate)
        {
            // The create and update inputs are those of a single relation, which callers do not see.
            schema.Input(UpdateName(mutator), $"All relations of one object at once, each an object of type {what}.")
                .Field("uuid", "UUID", "Has no meaning; OS2mo's clients may send it.", "null")
                .Field("origin", "UUID!", relate.Origin)
                .Field("destination", "[UUID!]", relate.Destination, "null")
                .Field("validity", $"{RequiredValidity}!", "The interval in which they hold.");
            return;
        }

        if (mutator.Create is { } create)
        {
            var input = schema.Input(CreateName(mutator), $"A new object of type {what}.")
                .Field("uuid", "UUID", CreatedUuid, NullMeaning.DefaultOf(dialect, mutator, create, "uuid"));
            AddFields(input, mutator, create, dialect);
        }

        if (mutator.Update is { } update)
        {
            var absent = dialect.IsOwn
                ? "An absent field keeps its value, null removes it, unless the field says otherwise."
                : "A field that is absent or null keeps its value, unless the field says otherwise.";
            var input = schema
                .Input(UpdateName(mutator),
                    $"Values laid over a validity of an object of type {what}. {absent} "
                    + "The object is active throughout the validity afterwards, also where it was not before.")
                .Field("uuid", "UUID!", "Which object.");
            AddFields(input, mutator, update, dialect);
        }

        if (mutator.Terminate)
        {
            var cascades = mutator.Type.OnEnd == EndPolicy.Cascade;
            var input = schema
                .Input(TerminateName(mutator), cascades
                    ? $"The end of what belongs to an object of type {what}, or a gap in it. It begins within the life of the object."
                    : $"The end of an object of type {what}, or a gap in it. It begins within the life of the object.")
                .Field("uuid", "UUID!", "Which object.")
                .Field("from", "DateTime", "The first instant of the gap; absent or null, the end is at `to`.", "null")
                .Field(
                    "to",
                    "DateTime!",
                    dialect.EndsOnLastDay
                        ? "The last day of the gap or, without `from`, the last day on which what ends is active."
                        : "The end of the gap or, without `from`, the first instant at which what ends is no longer active.");
            if (cascades)
                input.Field("vacate", "Boolean!", "Whether managers' posts are left vacant instead of being ended.", defaultLiteral: "false");
        }
    }

    /// <summary>Declares the inputs that all types share.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="catalogue">The types of objects.</param>
    /// <param name="dialect">For whom the schema is built.</param>
    public static void AddValidities(SchemaBuilder schema, ObjectCatalogue catalogue, Dialect dialect)
    {
        const string Days = "Both are the start of a day in the organisation's zone: its midnight, where the clocks show one.";
        schema.Input(RequiredValidity, dialect.EndsOnLastDay
            ? $"An interval of time: it includes its first and its last day. {Days}"
            : $"An interval of time: it includes its first instant, but not its end. {Days}")
            .Field("from", "DateTime!", "The first instant.")
            .Field("to", "DateTime", dialect.EndsOnLastDay
                ? "The last day that belongs to it; absent or null, it has no end."
                : "The first instant after it; absent or null, it has no end.", "null");
        foreach (var name in catalogue.Types.SelectMany(type => type.Mutators).Select(mutator => mutator.OpenValidityName).Distinct())
        {
            schema.Input(name, "An interval of time, open or not at either end: it includes its first instant, but not its end.")
                .Field("from", "DateTime", "The first instant; absent or null, it has no beginning.", "null")
                .Field("to", "DateTime", "The first instant after it; absent or null, it has no end.", "null");
        }
    }

    private static void AddFields(InputObjectTypeBuilder input, MutatorDefinition mutator, InputDefinition definition, Dialect dialect)
    {
        foreach (var field in definition.Fields)
        {
            // A field with an alias is optional here, because GraphQL cannot require one of two fields. The validator requires it.
            var hasAlias = definition.Fields.Any(other => other.IsAlias && other.Field == field.Field);
            var required = field.Required && !hasAlias;
            // OS2mo's updates of classes and facets publish what does not say otherwise.
            var published = field.Field.Default is not null && (definition == mutator.Create || !dialect.IsOwn);
            var type = TypeOf(field) + (required || published ? "!" : "");
            var literal = published ? DocumentPrinter.PrintString(field.Field.Default!) : required ? null : NullMeaning.DefaultOf(dialect, mutator, definition, field.Name);
            // OS2mo does not deprecate the engagement of IT users.
            var deprecated = field.Single && !dialect.IsOwn ? null : field.Deprecation;
            input.Field(field.Name, type, field.Field.Description, literal, deprecated);
        }

        if (mutator.Note is { } note)
            input.Field("note", "String", note, NullMeaning.DefaultOf(dialect, mutator, definition, "note"));
        if (definition.Validity == ValidityInputKind.Required)
            input.Field("validity", $"{RequiredValidity}!", "The interval in which the values hold.");
        else if (definition.Validity == ValidityInputKind.Open)
            input.Field("validity", $"{mutator.OpenValidityName}!", "The interval in which the values hold.");
    }

    private static string TypeOf(InputFieldDefinition field) => field.Field.Kind switch
    {
        FieldKind.Reference => "UUID",
        FieldKind.References when field.Single => "UUID",
        FieldKind.References => "[UUID!]",
        FieldKind.Integer => "Int",
        FieldKind.Boolean => "Boolean",
        FieldKind.Date => "Date",
        FieldKind.Cpr => "CPR",
        FieldKind.Enum => field.Field.EnumName!,
        _ => "String",
    };
}
