using System.Globalization;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Api.GraphQL.Versions;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>The mutations that pause and resume listeners.</summary>
/// <param name="pauses">Pauses and resumes listeners.</param>
internal sealed class PauseMutations(ListenerPauses pauses) : ISchemaPart
{
    private static readonly string Reason =
        string.Create(CultureInfo.InvariantCulture, $"Why, for people: at most {TokenCommand.MaxReasonLength} characters.");

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema, Dialect dialect)
    {
        if (!dialect.IsOwn)
            return;
        schema.Input("ListenerPauseInput", "The listener to pause.")
            .Field("uuid", "UUID!", "The listener.")
            .Field("reason", "String", Reason);
        schema.Input("ListenerResumeInput", "The listener to resume.").Field("uuid", "UUID!", "The listener.");
        var resumed = schema.Object("ListenerResumption", "A resumed listener.");
        resumed.Field("listener", "Listener!", "The listener, neither paused nor suspended.")
            .Resolve<ListenerResumption>(value => value.Listener);
        resumed.Field("let_go", "Long!",
            "The most events that it misses: those that were deleted while it was suspended. 0 if it was not suspended.")
            .Resolve<ListenerResumption>(value => value.LetGo);
        resumed.Field("from", "Long", "The first kept number of its stream when it was resumed; null if it was not suspended.")
            .Resolve<ListenerResumption>(value => value.From);

        var mutation = schema.Object("Mutation");
        mutation.Field("event_listener_pause", "Listener",
            "Pauses a listener: from the answer on it hands out no events until it is resumed, and fetches wait as at an empty queue. "
            + "Its events are kept, and leased events can be acknowledged, touched, nacked and parked. "
            + "Only its owner may do it. Pausing it again sets the new reason.")
            .Argument("input", "ListenerPauseInput!", "The listener, and the reason.")
            .ResolveAsync(async context =>
            {
                var input = context.Argument<InputObject>("input")!;
                return await pauses.PauseAsync(context.GetRequest<ApiRequest>(), input.Get<Guid>("uuid"), input.Get<string>("reason"), "input.uuid", context.CancellationToken);
            });
        mutation.Field("event_listener_resume", "ListenerResumption",
            "Resumes a listener that is paused or suspended; waiting fetches are served at once. It changes nothing for other listeners.")
            .Argument("input", "ListenerResumeInput!", "Which.")
            .ResolveAsync(async context => await pauses.ResumeAsync(
                context.GetRequest<ApiRequest>(), context.Argument<InputObject>("input")!.Get<Guid>("uuid"), "input.uuid", context.CancellationToken));
    }
}
