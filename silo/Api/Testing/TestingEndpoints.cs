using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Definitions;
using MoCluster.Silo.Application;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Diagnostics;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.Testing;

/// <summary>
/// The endpoints below <c>/testing</c> that suites of OS2mo's integrations call (docs/os2mo.md §10). They need no token, so they exist only when
/// <see cref="ApiOptions.TestingApi"/> is set.
/// </summary>
/// <param name="store">Holds the due instants and the listeners.</param>
/// <param name="definitions">Holds the definitions of listeners.</param>
/// <param name="grains">Gives the grains of listener groups.</param>
/// <param name="calls">Calls the grains.</param>
/// <param name="time">Measures how long a call waits.</param>
internal sealed class TestingEndpoints(IStore store, IDefinitionStore definitions, IGrainFactory grains, GrainCalls calls, TimeProvider time)
{
    /// <summary>The path below which the endpoints are.</summary>
    public const string Path = "/testing";

    private const string Unsupported =
        "A database that is in use cannot be copied, replaced or emptied below a running silo. Start a silo over another store for each run "
        + "of the tests: Store:Kind=Memory starts empty in less than a second.";

    private static readonly string[] Databases = ["snapshot", "restore", "setup", "reset", "purge"];

    private static readonly Actor Tester = new(Guid.Empty, IsAdministrator: true);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Maps the endpoints.</summary>
    /// <param name="app">The application.</param>
    /// <param name="log">Gets a warning that they exist.</param>
    public static void Map(WebApplication app, ILogger log)
    {
        var endpoints = app.Services.GetRequiredService<TestingEndpoints>();
        log.TestingApiEnabled();
        app.MapPost($"{Path}/amqp/emit", async context =>
        {
            await endpoints.EmitAsync(context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        app.MapPost($"{Path}/events/reset-last-tried", async context =>
        {
            await endpoints.ReleaseAsync(context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        foreach (var name in Databases)
        {
            app.MapPost($"{Path}/database/{name}", context =>
                JsonErrors.WriteAsync(context, StatusCodes.Status501NotImplemented, HttpErrorCode.NotImplemented, Unsupported));
        }
    }

    /// <summary>
    /// Waits until the events of validities that have begun or ended are published. Nothing else waits: the event of a change is in its stream when
    /// the change is answered.
    /// </summary>
    /// <param name="cancellation">Ends the wait.</param>
    private async Task EmitAsync(CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while ((await store.ReadDueAsync(null, store.Now, 1, cancellation)).Length > 0 && time.GetElapsedTime(began) < calls.Patience)
            await Task.Delay(Pause, time, cancellation);
    }

    /// <summary>Makes all events in all queues fetchable at once: it ends leases and delays.</summary>
    private async Task ReleaseAsync(CancellationToken cancellation)
    {
        Guid? after = null;
        while (true)
        {
            var page = await StoreReads.ReadAsync(
                definitions.ReadListenersAsync(new ListenerQuery(After: after, Limit: StoreLimits.MaxBatch), cancellation));
            foreach (var listener in page)
            {
                var grain = grains.GetListenerGroup(listener.Group);
                var command = new EntryCommand(listener.Uuid, EntryVerb.Release, new EntryFilter());
                var outcome = await calls.CommandAsync(() => grain.ChangeEntriesAsync(Tester, command));
                if (outcome.Refusal is { Code: not RefusalCode.NotFound })
                    outcome.OrThrow();
            }

            if (page.Length < StoreLimits.MaxBatch)
                return;
            after = page[^1].Uuid;
        }
    }
}
