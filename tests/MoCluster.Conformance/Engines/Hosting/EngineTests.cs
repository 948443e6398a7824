namespace MoCluster.Conformance.Engines.Hosting;

/// <summary>What tests of an engine have: grains of their own, and a probe that these grains report to.</summary>
public abstract class EngineTests(SharedEngine engine)
{
    /// <summary>How long anything that must happen may take, before the test fails.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The engine.</summary>
    protected IEngineHost Host => engine.Host;

    /// <summary>The key of this test's grains.</summary>
    protected string Key { get; } = Guid.NewGuid().ToString("N");

    /// <summary>What this test's grains report to.</summary>
    protected Probe Probe => Host.Probes.Of(Key);

    /// <summary>This test's grain of an interface.</summary>
    protected T Grain<T>(string suffix = "")
        where T : IGrainWithStringKey => Host.Grains.GetGrain<T>(Key + suffix);

    /// <summary>Waits for something that must happen.</summary>
    protected static Task Soon(Task task) => task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>Waits for something that must happen.</summary>
    protected static Task<T> Soon<T>(Task<T> task) => task.WaitAsync(Patience, TestContext.Current.CancellationToken);
}
