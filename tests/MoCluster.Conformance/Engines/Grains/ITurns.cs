namespace MoCluster.Conformance.Engines.Grains;

/// <summary>The methods of every grain of the suite; the classes differ in which calls interleave.</summary>
public interface ITurns : IGrainWithStringKey
{
    /// <summary>Writes "name+", waits for the signal "name go", writes "name-".</summary>
    Task Hold(string name);

    /// <summary>Writes the name.</summary>
    Task Note(string name);

    /// <summary>Reads the written lines, interleaving.</summary>
    [AlwaysInterleave]
    Task<string[]> Peek();

    /// <summary>Like <see cref="Hold"/>, interleaving.</summary>
    [AlwaysInterleave]
    Task HoldInterleaving(string name);

    /// <summary>Adds one to a number in two steps with no await between them, then awaits.</summary>
    Task AddInTwoSteps();

    /// <summary>The number that <see cref="AddInTwoSteps"/> counts.</summary>
    Task<int> Number();

    /// <summary>Whether awaits of all kinds return to the grain's own scheduler.</summary>
    Task<string[]> Schedulers();

    /// <summary>Calls itself without waiting; writes "sent" right after sending.</summary>
    Task CallSelf();

    /// <summary>Calls itself and waits, which must time out unless calls interleave.</summary>
    [ResponseTimeout("00:00:30")]
    Task<string> AwaitSelf();

    /// <summary>Calls another grain, which calls this one.</summary>
    [ResponseTimeout("00:00:30")]
    Task<string> AwaitCycle(string other);

    /// <summary>Calls the caller back.</summary>
    Task<string> AwaitBack(ITurns caller);

    /// <summary>Writes the name; times out after a second.</summary>
    [ResponseTimeout("00:00:01")]
    Task NoteQuickly(string name);

    /// <summary>Takes turn after turn until the signal "rest".</summary>
    Task NeverRest();

    /// <summary>Whether the call runs inside the caller's call.</summary>
    Task<bool> RunsInsideCaller();
}
