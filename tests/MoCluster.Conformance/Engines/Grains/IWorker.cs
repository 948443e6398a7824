namespace MoCluster.Conformance.Engines.Grains;

/// <summary>A stateless worker.</summary>
public interface IWorker : IGrainWithStringKey
{
    /// <summary>
    /// Enters, waits for the signal "go", and leaves. Returns which worker it was, and signals "free N" when the Nth call of all has ended.
    /// </summary>
    Task<string> Work();
}

/// <summary>At most three workers with one call each.</summary>
public interface IThreeWorkers : IWorker;

/// <summary>One worker, whose calls interleave.</summary>
public interface IOneReentrantWorker : IWorker;
