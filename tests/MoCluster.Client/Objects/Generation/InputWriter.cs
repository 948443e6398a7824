using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Catalogue.Mutators;

namespace MoCluster.Client.Tests.Objects.Generation;

/// <summary>Writes the records of creates and updates, and how they become inputs of GraphQL.</summary>
internal static class InputWriter
{
    public static void WriteCreate(ClientCode code, MutatorDefinition mutator)
    {
        var input = mutator.Create!;
        var fields = Fields(input);
        code.Summary($"A new object of the type `{mutator.Type.Name}`.").Block($"public sealed record {ClientNames.Input(mutator)}Create : ObjectCreate", () =>
        {
            foreach (var field in fields)
            {
                var declared = ClientTypes.Of(field.Field);
                code.Summary(field.Field.Description)
                    .Line($"public {(field.Required ? $"required {declared}" : $"{declared}?")} {ClientNames.Property(field.Field)} {{ get; init; }}").Line();
            }

            WriteNote(code, mutator);
            if (input.Validity == ValidityInputKind.Required)
                code.Summary("The time in which the values hold; it needs a beginning.").Line("public required Validity Validity { get; init; }").Line();
            else if (input.Validity == ValidityInputKind.Open)
                code.Summary("The time in which the values hold; always by default.").Line("public Validity Validity { get; init; }").Line();
            code.Block("internal override void Write(Utf8JsonWriter writer)", () =>
            {
                code.Line("writer.WriteGiven(\"uuid\", Uuid);");
                foreach (var field in fields)
                    code.Line(Write(field, isOptional: false));
                if (mutator.Note is not null)
                    code.Line("writer.WriteGiven(\"note\", Note);");
                if (input.Validity != ValidityInputKind.Birth)
                    code.Line("writer.Write(Validity);");
            });
        });
    }

    public static void WriteUpdate(ClientCode code, MutatorDefinition mutator)
    {
        var fields = Fields(mutator.Update!);
        code.Summary($"Values that are laid over a validity of an object of the type `{mutator.Type.Name}`.")
            .Block($"public sealed record {ClientNames.Input(mutator)}Update : ObjectUpdate", () =>
        {
            foreach (var field in fields)
            {
                code.Summary($"{field.Field.Description}{MeaningOf(field)}")
                    .Line($"public {UpdateType(field)} {ClientNames.Property(field.Field)} {{ get; init; }}").Line();
            }

            WriteNote(code, mutator);
            code.Block("internal override void Write(Utf8JsonWriter writer)", () =>
            {
                code.Line("writer.WriteString(\"uuid\", Uuid);");
                foreach (var field in fields)
                    code.Line(Write(field, IsOptional(field)));
                if (mutator.Note is not null)
                    code.Line("writer.WriteGiven(\"note\", Note);");
                code.Line("writer.Write(Validity);");
            });
        });
    }

    private static InputFieldDefinition[] Fields(InputDefinition input) => [.. input.Fields.Where(field => !field.IsAlias)];

    private static void WriteNote(ClientCode code, MutatorDefinition mutator)
    {
        if (mutator.Note is { } note)
            code.Summary(note).Line("public string? Note { get; init; }").Line();
    }

    /// <summary>Whether an update tells null from what is not given. A list is cleared by an empty one, and what absence clears has no third meaning.</summary>
    private static bool IsOptional(InputFieldDefinition field) =>
        field is { Required: false, Clearable: true, Field: { Absent: AbsentMeaning.Keep, Kind: not FieldKind.References } };

    private static string UpdateType(InputFieldDefinition field)
    {
        var declared = ClientTypes.Of(field.Field);
        return field.Required ? $"required {declared}" : IsOptional(field) ? $"MoOptional<{declared}?>" : $"{declared}?";
    }

    private static string MeaningOf(InputFieldDefinition field) => field switch
    {
        { Required: true } => "",
        { Field.Absent: AbsentMeaning.Clear } => " Null clears it: an update has to give it each time.",
        { Field.Kind: FieldKind.References, Clearable: true } => " Null keeps them, an empty list clears them.",
        { Field.Kind: FieldKind.References } => " Null keeps them.",
        { Clearable: true } => " Null clears it; it stays when it is not given.",
        _ => " Null keeps it.",
    };

    private static string Write(InputFieldDefinition field, bool isOptional)
    {
        var property = ClientNames.Property(field.Field);
        return field.Field.Kind switch
        {
            FieldKind.References => $"writer.WriteUuids(\"{field.Name}\", {property});",
            FieldKind.Enum when isOptional => $"if ({property}.IsGiven) writer.WriteString(\"{field.Name}\", {field.Field.EnumName}Text.Of({property}.Value));",
            FieldKind.Enum => $"writer.WriteGiven(\"{field.Name}\", {field.Field.EnumName}Text.Of({property}));",
            _ => $"writer.WriteGiven(\"{field.Name}\", {property});",
        };
    }
}
