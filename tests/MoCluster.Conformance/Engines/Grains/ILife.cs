namespace MoCluster.Conformance.Engines.Grains;

/// <summary>A grain whose activation, deactivation and timers a test can follow.</summary>
public interface ILife : IGrainWithStringKey
{
    /// <summary>The number of the activation that answers, from 1.</summary>
    Task<int> Activation();

    /// <summary>Marks "name+", waits for "name go", marks "name-"; returns the number of its activation.</summary>
    Task<int> Hold(string name);

    /// <summary>Asks for the end of the activation, and returns its number.</summary>
    Task<int> End(string reason);

    /// <summary>Asks for the end of the activation, then holds.</summary>
    Task<int> EndAndHold(string name);

    /// <summary>Starts a timer that writes "name" and the number of each tick.</summary>
    Task StartTimer(string name, TimerPlan plan);

    /// <summary>Changes the timer's due time and period.</summary>
    Task ChangeTimer(string name, TimeSpan dueTime, TimeSpan period);

    /// <summary>Disposes the timer.</summary>
    Task StopTimer(string name);

    [AlwaysInterleave]
    Task<string[]> Peek();
}

/// <summary>What a timer does at each tick.</summary>
[GenerateSerializer, Immutable]
public sealed record TimerPlan(
    [property: Id(0)] TimeSpan DueTime,
    [property: Id(1)] TimeSpan Period,
    [property: Id(2)] bool Interleave = false,
    [property: Id(3)] bool HoldsFirstTick = false,
    [property: Id(4)] bool FailsFirstTick = false);

/// <summary>Calls do not interleave.</summary>
public interface ISequentialLife : ILife;

/// <summary>Calls interleave.</summary>
public interface IReentrantLife : ILife;

/// <summary>A grain whose activation and deactivation fail as its key says.</summary>
public interface IFragile : IGrainWithStringKey
{
    Task<int> Activation();
}

/// <summary>A grain whose first activation asks for its own end while it is being activated.</summary>
public interface IHesitant : IGrainWithStringKey
{
    Task<int> Activation();
}

/// <summary>A grain whose constructor fails.</summary>
public interface IStillborn : IGrainWithStringKey
{
    Task Nothing();
}

/// <summary>A grain in which calls wait until its deactivation begins.</summary>
public interface IWaiting : IGrainWithStringKey
{
    /// <summary>Marks "waits" and the number of the activation, and waits.</summary>
    Task<string> Wait();

    /// <summary>Asks for the end of the activation, and returns.</summary>
    Task End();

    /// <summary>The number of the activation that answers, from 1.</summary>
    Task<int> Activation();
}
