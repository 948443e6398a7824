using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL.Types;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Filters;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>
/// The types of registrations: what was known of an object from one change of it to the next. OS2mo's versions differ in how many types there are, and
/// whether they have values (<see cref="Versions.Dialect"/>).
/// </summary>
/// <param name="objects">The schema of objects.</param>
/// <param name="loader">Loads registrations.</param>
internal sealed class RegistrationTypes(ObjectSchema objects, RegistrationLoader loader)
{
    private const string Former = "Registration";
    private const string Filter = "ModelsUuidsBoundRegistrationFilter";

    private bool HasFormerType => objects.Dialect.RegistrationsHaveOneType || objects.Dialect.RegistrationsHaveNoValues;

    /// <summary>Declares the registrations of the container of an object.</summary>
    /// <param name="response">The container.</param>
    /// <param name="type">The type of the object.</param>
    public void AddTo(ObjectTypeBuilder response, TypeDefinition type)
    {
        var name = $"{ObjectSchema.ResponseName(type)}Registration";
        if (!objects.Dialect.RegistrationsHaveNoValues)
        {
            var registration = objects.Schema.Object(name, Describe(type)).Implements("RegistrationBase")
                .Represents(value => value is ObjectRegistration registration && registration.Type == type);
            AddFields(registration);
            AddValues(registration, type);
        }

        response.Field("registrations", $"[{(objects.Dialect.RegistrationsHaveNoValues ? Former : name)}!]!", "Its registrations, oldest first.")
            .Argument("filter", Filter, "Those that it selects; all when absent or null.")
            .PagedObjects(objects.Options)
            .ResolveAsync<IReadOnlyList<ObjectRegistration>>(async context =>
            {
                var value = context.GetSource<ObjectResponse>();
                var rows = (await loader.LoadAsync(context, value.Key)).Select(row => new ObjectRegistration(type, row));
                var filter = context.Argument<InputObject>("filter");
                return [.. rows.Where(row => filter is null || Matches(row, filter)).Take(ObjectPages.Limit(context, objects.Options))];
            });
    }

    /// <summary>Declares the types that all share, and those of the list of all registrations.</summary>
    public void AddTypes()
    {
        var schema = objects.Schema;
        AddNames(schema.Interface("RegistrationBase", "What was known of an object from one change of it to the next."));
        AddRegistrationFilter(schema.Input(Filter, "Selects registrations of one object."));
        if (HasFormerType)
            AddFields(schema.Object(Former, "What was known of an object from one change of it to the next, without its values.")
                .Implements("RegistrationBase").Represents<ObjectRegistration>());
        if (objects.Dialect.RegistrationsHaveOneType)
            return;
        AddNames(schema.Interface("IRegistration", "A registration of an object of any type.").Implements("RegistrationBase"));
        foreach (var type in objects.Catalogue.Types)
        {
            var registration = schema.Object(type.Registrations.Type, Describe(type))
                .Implements("IRegistration", "RegistrationBase")
                .Represents(value => value is ObjectRegistration registration && registration.Type == type);
            AddFields(registration);
            AddValues(registration, type);
        }
    }

    /// <summary>Whether a registration meets the conditions of a filter (docs/os2mo.md §10).</summary>
    /// <param name="registration">The registration.</param>
    /// <param name="filter">The filter.</param>
    public static bool Matches(ObjectRegistration registration, InputObject filter)
    {
        if (filter.GetList<Guid>("actors") is { } actors && !actors.Contains(registration.Row.Actor))
            return false;
        var (start, end) = (filter.Get<DateTimeOffset?>("start"), filter.Get<DateTimeOffset?>("end"));
        return (end is null || registration.Row.Time <= end) && (start is null || registration.End is null || registration.End > start);
    }

    /// <summary>Declares the fields by which registrations are filtered.</summary>
    /// <param name="input">The filter.</param>
    public static InputObjectTypeBuilder AddRegistrationFilter(InputObjectTypeBuilder input) => input
        .Field("actors", "[UUID!]", "Those by one of these actors.", "null")
        .Field("start", "DateTime", "Those that were current at some time from this instant on; since ever when null.", "null")
        .Field("end", "DateTime", "Those that were current at some time until this instant; for ever when null.", "null");

    private static string Describe(TypeDefinition type) => $"What was known of an object of type `{type.Name}` from one change of it to the next.";

    /// <summary>Declares the fields of an interface, which resolve nothing.</summary>
    private static void AddNames(FieldsTypeBuilder type)
    {
        type.Field("registration_id", "Int!", "Its number: 1, 2, 3 … for each object.").Deprecated("May be removed, since it is an internal number.");
        type.Field("start", "DateTime!", "When it was made.");
        type.Field("end", "DateTime", "When the next one was made; null for the current one.");
        type.Field("actor", "UUID!", "The actor that made it.").Deprecated("Use `actor_object` instead.");
        type.Field("model", "String!", "The type of the object.");
        type.Field("uuid", "UUID!", "The object's identity.");
        type.Field("note", "String", "A note given with the change.");
        type.Field("actor_object", "Actor!", "The actor that made it.");
    }

    private void AddFields(ObjectTypeBuilder type)
    {
        AddNames(type);
        Resolve("registration_id", value => value.Row.Number);
        Resolve("start", value => Instants.Local(value.Row.Time));
        Resolve("end", value => value.End is { } end ? Instants.Local(end) : null);
        Resolve("actor", value => value.Row.Actor);
        Resolve("model", value => value.Type.Registrations.Model);
        Resolve("uuid", value => value.Uuid);
        Resolve("note", value => value.Row.Note);
        Resolve("actor_object", value => new Actor(value.Row.Actor));
        if (objects.Dialect.IsOwn)
        {
            type.Field("operation", "RegistrationOperation!", "What made it.").Resolve<ObjectRegistration>(value => value.Row.Operation);
        }

        void Resolve(string name, Func<ObjectRegistration, object?> get) => type.Fields.Single(field => field.Name == name).Resolve(get);
    }

    private static void AddValues(ObjectTypeBuilder registration, TypeDefinition type)
    {
        registration.Field("current", type.GraphQLName, "Its values at an instant; null when it is not active then.")
            .Argument("at", "DateTime", "The instant; now when absent or null.")
            .Resolve(context =>
            {
                var value = context.GetSource<ObjectRegistration>();
                var instant = context.Argument<DateTimeOffset?>("at") ?? ObjectSchema.Now(context);
                return ObjectSegment.FirstOf(value.Uuid, value.State, FilterInterval.At(instant));
            });
        registration.Field("validities", $"[{type.GraphQLName}!]!", "Its values, one item for each validity that overlaps an interval, in order of time.")
            .Argument("start", "DateTime", "The beginning of the interval; now when absent, none when null.")
            .Argument("end", "DateTime", "The end of the interval; a millisecond after the beginning when absent, none when null.")
            .Resolve(context =>
            {
                var value = context.GetSource<ObjectRegistration>();
                var within = ObjectSchema.IntervalOf(context, "start", "end") ?? FilterInterval.At(ObjectSchema.Now(context));
                return ObjectSegment.Of(value.Uuid, value.State, within);
            });
    }
}
