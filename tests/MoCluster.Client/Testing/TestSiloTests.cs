using System.Diagnostics;
using MoCluster.Client.Testing;
using MoCluster.Client.Testing.Silos;

namespace MoCluster.Client.Tests.Testing;

/// <summary>A silo for tests is there in a moment, waits for what tests wait for, and leaves nothing behind.</summary>
public sealed class TestSiloTests(ITestOutputHelper output)
{
    private const string Ready = "the silo is ready at ";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_starts_empty_waits_for_listeners_outlives_a_kill_and_is_gone_at_the_end()
    {
        var started = Stopwatch.GetTimestamp();
        Uri address;
        string folder;
        await using (var silo = await MoTestSilo.StartAsync(cancellationToken: Cancellation))
        {
            output.WriteLine($"ready after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s");
            address = silo.Address;
            folder = silo.Folder;
            Assert.True(Directory.Exists(folder));
            await silo.Client.Namespaces.DeclareAsync("n", cancellationToken: Cancellation);
            var declared = silo.WaitForListenerAsync("mine", Cancellation);
            var listener = await silo.Client.Listeners.DeclareAsync(new ListenerDeclaration("n", "r", "mine"), Cancellation);
            Assert.Equal(listener.Uuid, (await declared).Uuid);
            await silo.WaitUntilHandledAsync("mine", Cancellation);

            await silo.Client.SendAsync("n", [new OutgoingEvent("r", "a"), new OutgoingEvent("r", "b")], cancellationToken: Cancellation);
            Assert.Equal(2, (await silo.WaitForLagAsync("mine", 2, Cancellation)).Pending);
            await silo.KillAsync();
            await silo.StartAgainAsync(Cancellation);
            Assert.Equal(address, silo.Address);
            var handled = silo.WaitUntilHandledAsync("mine", Cancellation);
            foreach (var taken in await listener.FetchAsync(new FetchOptions { Wait = TimeSpan.FromSeconds(30) }, Cancellation))
            {
                Assert.False(handled.IsCompleted);
                await taken.AckAsync(Cancellation);
            }

            await handled;
        }

        Assert.False(Directory.Exists(folder));
        using var http = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(address, Cancellation));
    }

    [Fact]
    public async Task A_wait_that_is_over_says_what_is_open_and_a_parked_event_ends_it_with_the_reason()
    {
        await using var silo = await MoTestSilo.StartAsync(new MoTestSiloOptions { WaitTimeout = TimeSpan.FromMilliseconds(300) }, Cancellation);
        var unknown = await Assert.ThrowsAsync<TimeoutException>(() => silo.WaitForListenerAsync("nobody", Cancellation));
        Assert.StartsWith("There is no listener nobody after 0.3 s.", unknown.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "There is no listener nobody. Wait for it", (await Assert.ThrowsAsync<InvalidOperationException>(() => silo.WaitUntilHandledAsync("nobody", Cancellation))).Message, StringComparison.Ordinal);
        await silo.Client.Namespaces.DeclareAsync("n", cancellationToken: Cancellation);
        var listener = await silo.Client.Listeners.DeclareAsync(new ListenerDeclaration("n", "r", "mine"), Cancellation);
        await silo.Client.SendAsync("n", new OutgoingEvent("r", "a"), cancellationToken: Cancellation);
        var late = await Assert.ThrowsAsync<TimeoutException>(() => silo.WaitUntilHandledAsync("mine", Cancellation));
        Assert.Contains("The listener mine is not where it should be: ListenerStatus { Pending = 1,", late.Message, StringComparison.Ordinal);
        await (await listener.NextAsync(cancellationToken: Cancellation))!.ParkAsync("no such order", Cancellation);
        var parked = await Assert.ThrowsAsync<InvalidOperationException>(() => silo.WaitUntilHandledAsync("mine", Cancellation));
        Assert.Equal("Events of mine were parked: a (no such order)", parked.Message);
    }

    [Fact]
    public async Task A_start_that_fails_says_why_and_leaves_nothing_behind()
    {
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(
            () => MoTestSilo.StartAsync(new MoTestSiloOptions { Settings = ["Store:Knd=Memory"] }, Cancellation));
        Assert.Contains("Store:Kind", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_does_not_outlive_tests_that_are_killed()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("A process on Windows outlives the one that started it.");
        string[] arguments =
            [typeof(TestSiloTests).Assembly.Location, "-noColor", "-showLiveOutput", "-explicit", "only", "-method", $"*.{nameof(A_silo_for_a_test_that_is_killed)}"];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
        };
        using var tests = Process.Start(start)!;
        string? line;
        do
            line = await tests.StandardOutput.ReadLineAsync(Cancellation);
        while (line is not null && !line.Contains(Ready, StringComparison.Ordinal));
        Assert.NotNull(line);
        var said = line[(line.IndexOf(Ready, StringComparison.Ordinal) + Ready.Length)..].Trim().Split(' ');
        var address = new Uri(said[0]);
        using var http = new HttpClient();
        using (var answer = await http.GetAsync(new Uri(address, "/health/live"), Cancellation))
            Assert.True(answer.IsSuccessStatusCode);
        tests.Kill();
        await tests.WaitForExitAsync(Cancellation);
        while (await Record.ExceptionAsync(() => http.GetAsync(new Uri(address, "/health/live"), Cancellation)) is null)
            await Task.Yield();

        // Who is killed cannot delete what he made.
        Directory.Delete(said[1], recursive: true);
    }

    /// <summary>It waits to be killed; only the test above runs it.</summary>
    [Fact(Explicit = true)]
    public async Task A_silo_for_a_test_that_is_killed()
    {
        await using var silo = await MoTestSilo.StartAsync(cancellationToken: Cancellation);
        output.WriteLine($"{Ready}{silo.Address} {silo.Folder}");
        await Task.Delay(Timeout.Infinite, Cancellation);
    }

    [Fact]
    public void The_program_is_the_given_one_or_that_of_the_package_or_the_one_beside_the_tests()
    {
        var here = typeof(TestSiloTests).Assembly.Location;
        Assert.Equal(here, SiloLocation.Find([null, "", null, here]));
        var missing = Assert.Throws<FileNotFoundException>(() => SiloLocation.Find(["/nowhere/MoCluster.Silo.dll", null, null, here]));
        Assert.StartsWith("There is no silo at /nowhere/MoCluster.Silo.dll. Give the path", missing.Message, StringComparison.Ordinal);
    }
}
