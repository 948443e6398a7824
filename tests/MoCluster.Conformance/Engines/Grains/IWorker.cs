namespace MoCluster.Conformance.Engines.Grains;

/// <summary>A stateless worker.</summary>
public interface IWorker : IGrainWithStringKey
{
    /// <summary>Enters, waits for the signal "go", leaves; says which worker it was, and with "free N" when the Nth call of all is over.</summary>
    Task<string> Work();
}

/// <summary>Three workers at most, one call each.</summary>
public interface IThreeWorkers : IWorker;

/// <summary>One worker, whose calls interleave.</summary>
public interface IOneReentrantWorker : IWorker;
