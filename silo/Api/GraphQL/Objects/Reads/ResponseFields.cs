using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GraphQL.Execution;
using MoCluster.GraphQL.Types.Building;
using MoCluster.Silo.Api.GraphQL.Objects.Filters;

namespace MoCluster.Silo.Api.GraphQL.Objects.Reads;

/// <summary>The container of an object, for example <c>EmployeeResponse</c>: what the object is, was and will be, and its registrations.</summary>
internal static class ResponseFields
{
    /// <summary>Declares the container of a type.</summary>
    /// <param name="objects">The schema of objects.</param>
    /// <param name="type">The type.</param>
    /// <param name="registrations">Loads registrations.</param>
    public static void AddTo(ObjectSchema objects, TypeDefinition type, RegistrationLoader registrations)
    {
        var response = objects.Schema.Object(
            ObjectSchema.ResponseName(type), $"An object of type `{type.Name}`: what it is, was and will be.");
        response.Field("uuid", "UUID!", "The object's identity.").Resolve<ObjectResponse>(value => value.Uuid);
        response
            .Field("current", type.GraphQLName,
                "Its values now, if the interval of the filter by which it was found reaches now; or at another instant. Null when it is not active then.")
            .Argument("at", "DateTime", "The instant; now when absent or null.")
            .Argument("registration_time", "DateTime", "As it was registered at this instant; now when absent or null.", "null")
            .ResolveAsync(context => CurrentAsync(objects, context));
        AddValidities(objects, response.Field("validities", $"[{type.GraphQLName}!]!", ValiditiesDescription));
        AddValidities(objects, response.Field("objects", $"[{type.GraphQLName}!]!", ValiditiesDescription).Deprecated("Use `validities` instead."));
        new RegistrationTypes(objects, registrations).AddTo(response, type);
        if (objects.Dialect.IsOwn)
        {
            response.Field(
                "trigger_failures", "[TriggerFailure!]!", "After triggers of this mutation that failed; empty in answers to queries.")
                .Resolve<ObjectResponse>(value => value.Failures);
        }
    }

    private const string ValiditiesDescription =
        "Its values, one item for each validity that overlaps the interval, in order of time. Without arguments the interval is that of the filter by which the "
        + "object was found, else now. The object is not active in between.";

    private static void AddValidities(ObjectSchema objects, FieldBuilder field) => field
        .Argument("start", "DateTime", "The beginning of the interval; now when absent, none when null.")
        .Argument("end", "DateTime", "The end of the interval; a millisecond after the beginning when absent, none when null.")
        .Argument("registration_time", "DateTime", "As it was registered at this instant; now when absent or null.", "null")
        .ResolveAsync<IReadOnlyList<ObjectSegment>>(async context =>
        {
            var value = context.GetSource<ObjectResponse>();
            var within = ObjectSchema.IntervalOf(context, "start", "end") ?? IntervalOf(context, value);
            return await objects.Loader.LoadAsync(context, value, context.Argument<DateTimeOffset?>("registration_time")) is { } state
                ? ObjectSegment.Of(value.Uuid, state, within)
                : [];
        });

    private static async ValueTask<ObjectSegment?> CurrentAsync(ObjectSchema objects, FieldContext context)
    {
        var value = context.GetSource<ObjectResponse>();
        var (at, knownAt) = (context.Argument<DateTimeOffset?>("at"), context.Argument<DateTimeOffset?>("registration_time"));
        if (await objects.Loader.LoadAsync(context, value, knownAt) is not { } state)
            return null;
        var now = ObjectSchema.Now(context);
        return at is null && knownAt is null
            ? CurrentSegment.Of(ObjectSegment.Of(value.Uuid, state, IntervalOf(context, value)), now)
            : ObjectSegment.FirstOf(value.Uuid, state, FilterInterval.At(at ?? now));
    }

    private static Validity IntervalOf(FieldContext context, ObjectResponse value) => value.Interval ?? FilterInterval.At(ObjectSchema.Now(context));
}
