namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>The base of the engine tests: grains of the test's own, and a probe to which they report.</summary>
public abstract class EngineTests(SharedEngine engine)
{
    /// <summary>The time within which an expected result must arrive.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The engine.</summary>
    protected IEngineHost Host => engine.Host;

    /// <summary>The key of this test's grains.</summary>
    protected string Key { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The probe to which this test's grains report.</summary>
    protected Probe Probe => Host.Probes.Of(Key);

    /// <summary>A grain of this test.</summary>
    protected T Grain<T>(string suffix = "")
        where T : IGrainWithStringKey => Host.Grains.GetGrain<T>(Key + suffix);

    /// <summary>Waits for an expected result.</summary>
    protected static Task Soon(Task task) => task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>Waits for an expected result.</summary>
    protected static Task<T> Soon<T>(Task<T> task) => task.WaitAsync(Patience, TestContext.Current.CancellationToken);
}
