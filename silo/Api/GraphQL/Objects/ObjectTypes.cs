using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.GraphQL.Objects;

/// <summary>The output types of the catalogue. Each type has values, registrations, a response and a page.</summary>
/// <param name="catalogue">The types of objects.</param>
/// <param name="loader">Loads objects.</param>
/// <param name="options">Limits the lengths of pages.</param>
/// <param name="store">Holds the registrations.</param>
internal sealed class ObjectTypes(ObjectCatalogue catalogue, ObjectLoader loader, ApiOptions options, IObjectStore store) : ISchemaPart
{
    private readonly HashSet<string> _enums = new(StringComparer.Ordinal);

    /// <summary>The name of the response of a type, which mutations and lists answer.</summary>
    /// <param name="type">The type.</param>
    public static string ResponseName(TypeDefinition type) => $"{type.GraphQLName}Response";

    /// <summary>The name of the page of a type.</summary>
    /// <param name="type">The type.</param>
    public static string PageName(TypeDefinition type) => $"{ResponseName(type)}Paged";

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        AddCommonTypes(schema);
        foreach (var type in catalogue.Types)
        {
            foreach (var field in type.Fields.Where(field => field.Kind == FieldKind.Enum && _enums.Add(field.EnumName!)))
                AddEnum(schema, field);
            AddValues(schema, type);
            AddRegistration(schema, type);
            AddResponse(schema, type);
            Paging.AddPageType(schema, PageName(type), ResponseName(type), $"objects of type `{type.Name}`");
        }
    }

    /// <summary>The GraphQL type of a field's value, without its nullability.</summary>
    /// <param name="field">The field, which is not a reference.</param>
    public static string ScalarOf(FieldDefinition field) => field.Kind switch
    {
        FieldKind.Integer => "Int",
        FieldKind.Boolean => "Boolean",
        FieldKind.Date => "Date",
        FieldKind.Cpr => "CPR",
        FieldKind.Enum => field.EnumName!,
        _ => "String",
    };

    private static void AddCommonTypes(SchemaBuilder schema)
    {
        var validity = schema.Object("Validity", "An interval of time: it includes its first instant, but not its end.");
        validity.Field("from", "DateTime", "The first instant; null when it has no beginning.")
            .Resolve<Validity>(value => Instants.From(value));
        validity.Field("to", "DateTime", "The first instant after it; null when it has no end.")
            .Resolve<Validity>(value => Instants.To(value));

        var failure = schema.Object("TriggerFailure", "An after trigger that failed. What the mutation changed stands all the same.");
        failure.Field("trigger", "String!", "The trigger's name.").Resolve<TriggerFailure>(value => value.Trigger);
        failure.Field("message", "String!", "What it said.").Resolve<TriggerFailure>(value => value.Message);

        schema.Enum("RegistrationOperation", "What made a registration.")
            .Value("CREATE", "The object came into being.", MutationKind.Create)
            .Value("EDIT", "Values were laid over a validity.", MutationKind.Edit)
            .Value("TERMINATE", "The object ceased to be active, from an instant on or within an interval.", MutationKind.Terminate)
            .Value("DELETE", "The object's content was withdrawn.", MutationKind.Delete)
            .Value("REFRESH", "An event was asked for; this makes no registration.", MutationKind.Refresh);
    }

    private static void AddEnum(SchemaBuilder schema, FieldDefinition field)
    {
        var type = schema.Enum(field.EnumName!, field.Description);
        foreach (var value in field.Values)
            type.Value(value.Name, value.Description ?? $"The value `{value.Name}`.");
    }

    private void AddValues(SchemaBuilder schema, TypeDefinition type)
    {
        var values = schema.Object(type.GraphQLName, type.Description);
        values.Field("uuid", "UUID!", "The object's identity.").Resolve<ObjectSegment>(segment => segment.Uuid);
        foreach (var field in type.Fields)
        {
            if (field.Kind == FieldKind.Reference)
                AddReference(values, field);
            else if (field.Kind == FieldKind.References)
                AddReferences(values, field);
            else
                values.Field(field.ReadName, ScalarOf(field), field.Description).Resolve<ObjectSegment>(segment => Plain(segment[field]));
        }

        values.Field("validity", "Validity!", "The interval in which the object has these values.")
            .Resolve<ObjectSegment>(segment => segment.Segment.Interval);
    }

    private void AddReference(ObjectTypeBuilder values, FieldDefinition field)
    {
        values.Field(field.ReadUuidName!, "UUID", $"{field.Description} Its uuid.")
            .Resolve<ObjectSegment>(segment => (segment[field] as FieldValue.Uuid)?.Value);
        values.Field(field.ReadName, catalogue[field.Target!].GraphQLName, $"{field.Description} {TargetInstant}")
            .ResolveAsync(async context =>
            {
                var segment = context.GetSource<ObjectSegment>();
                if (segment[field] is not FieldValue.Uuid { Value: var uuid })
                    return null;
                var target = await loader.LoadAsync(context, new ObjectKey(field.Target!, uuid));
                return target is null ? null : ObjectSegment.At(uuid, target.State, segment.Nearest(Now(context)));
            });
    }

    private void AddReferences(ObjectTypeBuilder values, FieldDefinition field)
    {
        values.Field(field.ReadUuidName!, "[UUID!]!", $"{field.Description} Their uuids.")
            .Resolve<ObjectSegment>(segment => (segment[field] as FieldValue.Uuids)?.Values ?? []);
        values.Field(field.ReadName, $"[{catalogue[field.Target!].GraphQLName}!]!", $"{field.Description} {TargetInstant}")
            .ResolveAsync<IReadOnlyList<ObjectSegment>>(async context =>
            {
                var segment = context.GetSource<ObjectSegment>();
                if (segment[field] is not FieldValue.Uuids { Values: var uuids })
                    return [];
                var targets = await loader.LoadAsync(context, [.. uuids.Select(uuid => new ObjectKey(field.Target!, uuid))]);
                var instant = segment.Nearest(Now(context));
                return
                [
                    .. targets.OfType<LoadedObject>()
                        .Select(target => ObjectSegment.At(target.Row.Object.Uuid, target.State, instant))
                        .OfType<ObjectSegment>(),
                ];
            });
    }

    private const string TargetInstant =
        "As it is now; seen from a past validity, as it was at its end, and from a future one, as it will be at its beginning.";

    private static void AddRegistration(SchemaBuilder schema, TypeDefinition type)
    {
        var registration = schema.Object(
            $"{type.GraphQLName}Registration", $"What was known of an object of type `{type.Name}` from one change of it to the next.");
        registration.Field("registration_id", "Long!", "Its number: 1, 2, 3 … for each object.")
            .Resolve<ObjectRegistration>(value => value.Row.Number);
        registration.Field("uuid", "UUID!", "The object's identity.").Resolve<ObjectRegistration>(value => value.Uuid);
        registration.Field("start", "DateTime!", "When it was made.").Resolve<ObjectRegistration>(value => value.Row.Time);
        registration.Field("end", "DateTime", "When the next one was made; null for the current one.")
            .Resolve<ObjectRegistration>(value => value.End);
        registration.Field("actor", "UUID!", "The actor that made it.").Resolve<ObjectRegistration>(value => value.Row.Actor);
        registration.Field("operation", "RegistrationOperation!", "What made it.")
            .Resolve<ObjectRegistration>(value => value.Row.Operation);
        registration.Field("note", "String", "A note given with the change.").Resolve<ObjectRegistration>(value => value.Row.Note);
        Current(registration, type).Resolve(context =>
        {
            var value = context.GetSource<ObjectRegistration>();
            return ObjectSegment.At(value.Uuid, value.State, context.Argument<DateTimeOffset?>("at") ?? Now(context));
        });
        Validities(registration, type).Resolve(context =>
        {
            var value = context.GetSource<ObjectRegistration>();
            return ObjectSegment.Of(value.Uuid, value.State, Within(context));
        });
    }

    private void AddResponse(SchemaBuilder schema, TypeDefinition type)
    {
        var response = schema.Object(ResponseName(type), $"An object of type `{type.Name}`: what it is, was and will be.");
        response.Field("uuid", "UUID!", "The object's identity.").Resolve<ObjectResponse>(value => value.Uuid);
        Current(response, type).ResolveAsync(async context =>
        {
            var value = context.GetSource<ObjectResponse>();
            var instant = context.Argument<DateTimeOffset?>("at") ?? Now(context);
            return await loader.LoadAsync(context, value) is { } loaded ? ObjectSegment.At(value.Uuid, loaded.State, instant) : null;
        });
        Validities(response, type).ResolveAsync<IReadOnlyList<ObjectSegment>>(async context =>
        {
            var value = context.GetSource<ObjectResponse>();
            return await loader.LoadAsync(context, value) is { } loaded ? ObjectSegment.Of(value.Uuid, loaded.State, Within(context)) : [];
        });
        response.Field("registrations", $"[{type.GraphQLName}Registration!]!", "Its registrations, oldest first.")
            .Argument("after", "Long", "Those with a number above this.", "0")
            .Argument(
                "limit", "Int", $"How many at most: from 0 to {options.MaxListLength}; {options.DefaultListLength} when absent or null.")
            .ResolveAsync(context => RegistrationsAsync(context, context.GetSource<ObjectResponse>()));
        response.Field(
            "trigger_failures", "[TriggerFailure!]!", "After triggers of this mutation that failed; empty in answers to queries.")
            .Resolve<ObjectResponse>(value => value.Failures);
    }

    private static FieldBuilder Current(ObjectTypeBuilder on, TypeDefinition type) => on
        .Field("current", type.GraphQLName, "Its values at an instant; null when it is not active then.")
        .Argument("at", "DateTime", "The instant; now when absent or null.");

    private static FieldBuilder Validities(ObjectTypeBuilder on, TypeDefinition type) => on
        .Field("validities", $"[{type.GraphQLName}!]!",
            "Its values, one item for each validity, in order of time. The object is not active in between.")
        .Argument("start", "DateTime", "Those that end after this; all when absent or null.")
        .Argument("end", "DateTime", "Those that begin before this; all when absent or null.");

    private async ValueTask<IReadOnlyList<ObjectRegistration>> RegistrationsAsync(FieldContext context, ObjectResponse value)
    {
        var limit = Paging.Limit(context, options);
        if (limit == 0)
            return [];
        // Reads one more than the limit, because its time is the end of the last one in the answer.
        IReadOnlyList<RegistrationRow> rows = await StoreReads.ReadAsync(
            store.ReadRegistrationsAsync(value.Key, context.Argument<long?>("after") ?? 0, limit + 1, context.CancellationToken));
        return ObjectRegistration.Of(value.Type, value.Uuid, rows, limit);
    }

    private static Validity Within(FieldContext context)
    {
        var within = new Validity(
            context.Argument<DateTimeOffset?>("start") ?? DateTimeOffset.MinValue,
            context.Argument<DateTimeOffset?>("end") ?? DateTimeOffset.MaxValue);
        return within.IsEmpty ? throw Refusals.InvalidInput("start must be before end.", "start") : within;
    }

    private static DateTimeOffset Now(FieldContext context) => context.GetRequest<ApiRequest>().Now;

    private static object? Plain(FieldValue? value) => value switch
    {
        FieldValue.Integer number => number.Value,
        FieldValue.Boolean truth => truth.Value,
        FieldValue.Day day => day.Value,
        null => null,
        _ => value.Canonical,
    };
}
