namespace MoCluster.Conformance.Engines.Grains;

/// <summary>Beginning, end, timers.</summary>
public interface ILife : IGrainWithStringKey
{
    /// <summary>Which activation answers, from 1.</summary>
    Task<int> Activation();

    /// <summary>Marks "name+", waits for "name go", marks "name-"; says which activation it was.</summary>
    Task<int> Hold(string name);

    /// <summary>Asks for the end and answers.</summary>
    Task<int> End(string reason);

    /// <summary>Asks for the end, then holds.</summary>
    Task<int> EndAndHold(string name);

    /// <summary>Starts a timer that writes "name" and the number of its tick.</summary>
    Task StartTimer(string name, TimerPlan plan);

    /// <summary>Sets the timer's times anew.</summary>
    Task ChangeTimer(string name, TimeSpan dueTime, TimeSpan period);

    /// <summary>Disposes the timer.</summary>
    Task StopTimer(string name);

    [AlwaysInterleave]
    Task<string[]> Peek();
}

/// <summary>How a timer ticks.</summary>
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

/// <summary>A grain whose beginning and end fail as its key says.</summary>
public interface IFragile : IGrainWithStringKey
{
    Task<int> Activation();
}

/// <summary>A grain whose first activation asks for its end before it is through.</summary>
public interface IHesitant : IGrainWithStringKey
{
    Task<int> Activation();
}

/// <summary>A grain whose constructor fails.</summary>
public interface IStillborn : IGrainWithStringKey
{
    Task Nothing();
}

/// <summary>A grain in which calls wait until its end begins.</summary>
public interface IWaiting : IGrainWithStringKey
{
    /// <summary>Marks "waits" and the activation, and waits.</summary>
    Task<string> Wait();

    /// <summary>Asks for the end and answers.</summary>
    Task End();

    /// <summary>Which activation answers, from 1.</summary>
    Task<int> Activation();
}
