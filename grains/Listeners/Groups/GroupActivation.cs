using MoCluster.GrainInterfaces;
using MoCluster.Grains.Listeners.Queues;
using MoCluster.Grains.Listeners.Requests;

namespace MoCluster.Grains.Listeners.Groups;

/// <summary>
/// One activation of a listener group: its parts, and the state that they share. The parts run in the turns of one grain, so that none of
/// them needs a lock.
/// </summary>
internal sealed class GroupActivation
{
    private readonly Action _deactivate;

    /// <summary>Begins without a queue: <see cref="GroupStart"/> loads it at the first call.</summary>
    /// <param name="group">The group.</param>
    /// <param name="services">The silo's services.</param>
    /// <param name="grain">The grain, whose timer it uses.</param>
    /// <param name="grains">Gives references to routers.</param>
    /// <param name="deactivate">Ends the activation once no call is running.</param>
    public GroupActivation(Guid group, GroupServices services, IGrainBase grain, IGrainFactory grains, Action deactivate)
    {
        _deactivate = deactivate;
        Group = group;
        Services = services;
        Requests = new RequestQueue(services.Options);
        LastUsed = services.Time.GetTimestamp();
        Pause = new StorePause(this);
        Loop = new GroupCommitLoop(this);
        Positions = new GroupPositions(this);
        Reader = new GroupLogReader(this);
        CatchUp = new GroupCatchUp(this);
        Subscriptions = new GroupSubscriptions(this, grains);
        Definitions = new GroupDefinitions(this);
        Start = new GroupStart(this);
        Stop = new GroupStop(this);
        Status = new GroupStatus(this);
        Alarm = new GroupAlarm(this, grain);
        Calls = new GroupCalls(this);
    }

    /// <summary>The group's uuid.</summary>
    public Guid Group { get; }

    /// <summary>The silo's services.</summary>
    public GroupServices Services { get; }

    /// <summary>The calls that wait.</summary>
    public RequestQueue Requests { get; }

    /// <summary>The group's queue; null until it is loaded.</summary>
    public ListenerQueue? Queue { get; set; }

    /// <summary>The refusal of every call once the activation has ended and answers nothing from its state; null until then.</summary>
    public Refusal? End { get; set; }

    /// <summary>When a call last used the group, as a timestamp of the clock.</summary>
    public long LastUsed { get; set; }

    /// <summary>The pause after the store could not be reached.</summary>
    public StorePause Pause { get; }

    /// <summary>Decides and commits, one turn after the other.</summary>
    public GroupCommitLoop Loop { get; }

    /// <summary>Moves listeners to other positions.</summary>
    public GroupPositions Positions { get; }

    /// <summary>Reads the log.</summary>
    public GroupLogReader Reader { get; }

    /// <summary>Waits until enough of the log is read.</summary>
    public GroupCatchUp CatchUp { get; }

    /// <summary>Subscribes to the routers of the listeners' streams.</summary>
    public GroupSubscriptions Subscriptions { get; }

    /// <summary>Follows the declarations of the group's listeners.</summary>
    public GroupDefinitions Definitions { get; }

    /// <summary>Loads the queue.</summary>
    public GroupStart Start { get; }

    /// <summary>Ends the activation in order.</summary>
    public GroupStop Stop { get; }

    /// <summary>Reports the status of the queues.</summary>
    public GroupStatus Status { get; }

    /// <summary>The timer.</summary>
    public GroupAlarm Alarm { get; }

    /// <summary>Serves the calls on the queues.</summary>
    public GroupCalls Calls { get; }

    /// <summary>A span of time in ticks of the clock's timestamps.</summary>
    public long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Services.Time.TimestampFrequency);

    /// <summary>Checks that a caller may use a listener of the group.</summary>
    /// <returns>Null when the caller may.</returns>
    public Refusal? Check(Actor actor, Guid listener)
    {
        if (End is not null)
            return End;
        if (Queue?.Find(listener) is not { } queued)
            return GroupRefusals.NoSuchListener(listener, Group);
        return queued.Definition.Owner == actor.Uuid || actor.IsAdministrator ? null : GroupRefusals.NotOwner;
    }

    /// <summary>
    /// Answers nothing from this state any more: the calls that wait are refused, and the next call finds a new activation.
    /// </summary>
    /// <param name="why">The reason to give to callers.</param>
    /// <returns>The refusal for callers.</returns>
    public Refusal EndWith(string why)
    {
        var end = End = new Refusal(RefusalCode.Superseded, why, Retriable: true);
        Services.Awake.Forget(this);
        Requests.Close(end);
        _deactivate();
        return end;
    }

    /// <summary>Ends because the queue contradicts itself: it cannot be trusted any more, but what is stored can.</summary>
    public Refusal EndByFailure(Exception exception)
    {
        Services.Logger.GroupFailed(exception, Group);
        return EndWith("The group's queue failed and is built again. Whether this was done is not known. Try again.");
    }

    /// <summary>Ends because no call has used the group for long: the routers forget it, and its memory is freed.</summary>
    public void Sleep()
    {
        Services.Logger.GroupSleeps(Group);
        _deactivate();
    }
}
