using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Listeners;
using MoCluster.Simulation.World;

namespace MoCluster.Simulation.Clients;

/// <summary>The state that all clients of a run share.</summary>
/// <param name="world">The world of the run.</param>
internal sealed class SharedClientState(World.World world)
{
    private readonly Dictionary<int, ListenerDefinition> _declared = [];

    /// <summary>The owner of the namespace and the listeners.</summary>
    public static Actor Owner { get; } = new(new Guid("0e0e0e0e-0000-0000-0000-000000000001"));

    /// <summary>Another actor, the target of some events.</summary>
    public static Actor Stranger { get; } = new(new Guid("0e0e0e0e-0000-0000-0000-000000000002"));

    /// <summary>The world.</summary>
    public World.World World => world;

    /// <summary>The clients' access to grains.</summary>
    public Gateway Gateway { get; } = new(world);

    /// <summary>What the clients saw.</summary>
    public History.History History => world.Record.History;

    /// <summary>The declared listeners by their number in the plan, until a client tries to delete them.</summary>
    public IDictionary<int, ListenerDefinition> Listeners => _declared;

    /// <summary>The transcript; null when nobody asked for it.</summary>
    public Transcript? Transcript => world.Record.Transcript;

    /// <summary>The store's time, in the microseconds in which it counts.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = world.Store.Clock.GetUtcNow();
            return now - TimeSpan.FromTicks(now.Ticks % TimeSpan.TicksPerMicrosecond);
        }
    }

    /// <summary>Records that a client makes a request.</summary>
    public T Begin<T>(T request)
        where T : QueueRequest
    {
        (request.Invoked, request.InvokedAt) = (History.Moment(), Now);
        world.Record.Requests.Add(request);
        return request;
    }

    /// <summary>Records that a client was answered.</summary>
    /// <param name="request">The request.</param>
    /// <param name="confirmed">Whether the answer says that it was done.</param>
    public void Answered(QueueRequest request, bool confirmed) =>
        (request.Completed, request.CompletedAt, request.Confirmed) = (History.Moment(), Now, confirmed);

    /// <summary>Waits.</summary>
    public Task PauseAsync(TimeSpan time) => Task.Delay(time, world.Run.Time);

    /// <summary>Waits until a time of the run.</summary>
    public Task UntilAsync(TimeSpan at) => PauseAsync(at > world.Run.Time.Elapsed ? at - world.Run.Time.Elapsed : TimeSpan.Zero);
}
