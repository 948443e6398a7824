using System.Diagnostics;
using MoCluster.Stores.Journal;

namespace MoCluster.Tests.Stores.Journal;

/// <summary>One process at a time has a directory.</summary>
public sealed class LockTests
{
    [Fact]
    public async Task A_second_store_is_refused_until_the_first_is_closed()
    {
        await using var fixture = new JournalFixture();
        var first = await fixture.OpenAsync();
        var refusal = await Assert.ThrowsAsync<JournalInUseException>(() => fixture.OpenAsync());
        Assert.Equal(fixture.Directory, refusal.Directory);
        Assert.Equal(Environment.ProcessId, refusal.ProcessId);
        Assert.Contains($"'{fixture.Directory}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"pid {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);

        // The refused one has let nothing go that is not its own.
        await first.CommitAsync(JournalFixture.Events("a"));
        await Assert.ThrowsAsync<JournalInUseException>(() => fixture.OpenAsync());
        await first.DisposeAsync();
        Assert.Equal(["a"], await JournalFixture.SubjectsAsync(await fixture.OpenAsync()));
    }

    [Fact]
    public async Task The_lock_of_a_process_that_was_killed_is_free()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/flock"), "It takes the lock from a shell, with flock(1) of Linux.");
        await using var fixture = new JournalFixture();
        await (await fixture.OpenAsync()).DisposeAsync();
        var path = Path.Combine(fixture.Directory, "lock");
        var start = new ProcessStartInfo("/bin/bash") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec 9<>'{path}'; flock -n 9 && echo $$ > '{path}.pid' && echo held; read");
        using var holder = Process.Start(start)!;
        try
        {
            Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            Assert.Equal(holder.Id, (await Assert.ThrowsAsync<JournalInUseException>(() => fixture.OpenAsync())).ProcessId);
        }
        finally
        {
            holder.Kill();
            await holder.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await (await fixture.OpenAsync()).CommitAsync(JournalFixture.Events("a"));
    }

    [Fact]
    public async Task A_start_that_was_refused_gives_the_directory_free()
    {
        await using var fixture = new JournalFixture();
        await (await fixture.OpenAsync()).DisposeAsync();
        var segment = fixture.OnlySegment;
        var whole = File.ReadAllBytes(segment);
        File.WriteAllBytes(segment, new byte[100]);
        await Assert.ThrowsAsync<JournalDamagedException>(() => fixture.OpenAsync());
        File.WriteAllBytes(segment, whole);
        await fixture.OpenAsync();
    }

    [Fact]
    public async Task The_incarnation_stays_with_the_directory()
    {
        await using JournalFixture fixture = new(), other = new();
        var first = await fixture.OpenAsync();
        await first.DisposeAsync();
        var again = await fixture.OpenAsync();
        Assert.Equal(first.Incarnation, again.Incarnation);
        Assert.NotEqual(first.Incarnation, (await other.OpenAsync()).Incarnation);
    }
}
