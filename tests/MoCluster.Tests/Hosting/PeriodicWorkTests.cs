using System.Threading.Channels;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using MoCluster.Silo.Cluster;

namespace MoCluster.Tests.Hosting;

/// <summary>When periodic work runs again.</summary>
public sealed class PeriodicWorkTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task It_pauses_for_the_returned_time_and_backs_off_while_it_fails()
    {
        var time = new SteppedTime();
        // Whether each run succeeds, and how long the pause after it must be, in seconds.
        (bool Succeeds, int Pause)[] runs =
            [(true, 5), (false, 1), (false, 2), (false, 4), (false, 8), (false, 16), (false, 30), (false, 30), (true, 5), (false, 1)];
        var next = 0;
        using var work = new PeriodicWork("test", time, Started(),
            _ => runs[next++].Succeeds ? Task.FromResult(Interval) : throw new InvalidOperationException("not now"), NullLogger.Instance);
        await work.StartAsync(TestContext.Current.CancellationToken);
        foreach (var (_, seconds) in runs)
        {
            var pause = await time.NextAsync();
            Assert.Equal(TimeSpan.FromSeconds(seconds), pause.Length);
            if (next < runs.Length)
                pause.End();
        }

        await work.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(work.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Equal(runs.Length, next);
    }

    [Fact]
    public async Task A_stop_cancels_the_run_under_way()
    {
        var running = new TaskCompletionSource();
        using var work = new PeriodicWork(
            "test",
            TimeProvider.System,
            Started(),
            async cancellation =>
            {
                running.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                return Interval;
            },
            NullLogger.Instance);
        await work.StartAsync(TestContext.Current.CancellationToken);
        await running.Task;
        await work.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(work.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task It_does_not_run_before_the_process_is_ready()
    {
        var ran = new TaskCompletionSource();
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        using var work = new PeriodicWork(
            "test",
            TimeProvider.System,
            lifetime,
            _ =>
            {
                ran.SetResult();
                return Task.FromResult(Interval);
            },
            NullLogger.Instance);
        await work.StartAsync(TestContext.Current.CancellationToken);
        Assert.False(ran.Task.IsCompleted);
        lifetime.NotifyStarted();
        await ran.Task.WaitAsync(TestContext.Current.CancellationToken);
        await work.StopAsync(TestContext.Current.CancellationToken);
    }

    private static ApplicationLifetime Started()
    {
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        lifetime.NotifyStarted();
        return lifetime;
    }

    /// <summary>Hands every pause to the test, which ends it.</summary>
    private sealed class SteppedTime : TimeProvider
    {
        private readonly Channel<Pause> _pauses = Channel.CreateUnbounded<Pause>();

        public ValueTask<Pause> NextAsync() => _pauses.Reader.ReadAsync(TestContext.Current.CancellationToken);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var pause = new Pause(callback, state, dueTime);
            Assert.True(_pauses.Writer.TryWrite(pause));
            return pause;
        }
    }

    private sealed class Pause(TimerCallback callback, object? state, TimeSpan length) : ITimer
    {
        public TimeSpan Length { get; } = length;

        public void End() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
