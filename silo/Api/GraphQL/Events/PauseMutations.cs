using System.Globalization;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.GraphQL.Types.Building;
using MoCluster.GraphQL.Types;
using MoCluster.Silo.Application;

namespace MoCluster.Silo.Api.GraphQL.Events;

/// <summary>The mutations that pause and resume listeners.</summary>
/// <param name="pauses">Pauses and resumes listeners.</param>
internal sealed class PauseMutations(ListenerPauses pauses) : ISchemaPart
{
    private static readonly string Reason =
        string.Create(CultureInfo.InvariantCulture, $"Why, for people: at most {TokenCommand.MaxReasonLength} characters.");

    /// <inheritdoc />
    public void AddTo(SchemaBuilder schema)
    {
        schema.Input("ListenerPauseInput", "Which listener is paused.")
            .Field("uuid", "UUID!", "The listener.")
            .Field("reason", "String", Reason);
        schema.Input("ListenerResumeInput", "Which listener goes on.").Field("uuid", "UUID!", "The listener.");
        var resumed = schema.Object("ListenerResumption", "What a listener goes on with.");
        resumed.Field("listener", "Listener!", "The listener, neither paused nor suspended.")
            .Resolve<ListenerResumption>(value => value.Listener);
        resumed.Field("let_go", "Long!",
            "How many events it misses at most: those that were let go while it was suspended. 0 unless it was.")
            .Resolve<ListenerResumption>(value => value.LetGo);
        resumed.Field("from", "Long", "With which number its stream began when it was resumed, where it was suspended; null where it was not.")
            .Resolve<ListenerResumption>(value => value.From);

        var mutation = schema.Object("Mutation");
        mutation.Field("event_listener_pause", "Listener",
            "Pauses a listener: once this is answered nothing is handed out from it, and fetches wait as at an empty queue, until it is resumed. "
            + "Events come all the same and are kept for it; what is in somebody's hand can be acknowledged, extended, given back and parked. "
            + "Only for its owner. Paused again, it takes the new reason.")
            .Argument("input", "ListenerPauseInput!", "Which, and why.")
            .ResolveAsync(async context =>
            {
                var input = context.Argument<InputObject>("input")!;
                return await pauses.PauseAsync(context.GetRequest<ApiRequest>(), input.Get<Guid>("uuid"), input.Get<string>("reason"), "input.uuid", context.CancellationToken);
            });
        mutation.Field("event_listener_resume", "ListenerResumption",
            "Lets a listener go on that is paused or suspended; fetches that wait are served at once. One that is neither just goes on.")
            .Argument("input", "ListenerResumeInput!", "Which.")
            .ResolveAsync(async context => await pauses.ResumeAsync(
                context.GetRequest<ApiRequest>(), context.Argument<InputObject>("input")!.Get<Guid>("uuid"), "input.uuid", context.CancellationToken));
    }
}
