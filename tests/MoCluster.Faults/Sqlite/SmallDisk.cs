using System.Diagnostics;
using MoCluster.History.Workload;

namespace MoCluster.Faults.Sqlite;

/// <summary>A file system of a few megabytes in memory, mounted for one test, which can fill it without harm to others.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string Ballast = "ballast";
    private readonly TemporaryDirectory _directory = new();

    /// <summary>The store's directory on it.</summary>
    public string Store => Path.Combine(_directory.Path, "store");

    /// <summary>Mounts a disk. Skips the test, with the reason, where mounting is not allowed.</summary>
    /// <param name="size">The size as <c>mount</c> takes it, for example <c>4m</c>.</param>
    public static async Task<SmallDisk> MountAsync(string size)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Small disks are mounted on Linux only.");
        var disk = new SmallDisk();
        var refusal = await RunAsync("mount", ["-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk._directory.Path]);
        if (refusal.Length == 0)
            return disk;
        disk._directory.Dispose();
        Assert.Skip($"No file system can be mounted here: {refusal}");
        return disk;
    }

    /// <summary>Fills the disk to its last byte.</summary>
    public void Fill()
    {
        using var file = File.Create(Path.Combine(_directory.Path, Ballast));
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }

    /// <summary>Takes up some of the disk, for <see cref="Free"/> to free later.</summary>
    /// <param name="bytes">How many bytes.</param>
    public void Occupy(int bytes) => File.WriteAllBytes(Path.Combine(_directory.Path, Ballast), new byte[bytes]);

    /// <summary>Frees what was taken.</summary>
    public void Free() => File.Delete(Path.Combine(_directory.Path, Ballast));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Assert.Equal("", await RunAsync("umount", [_directory.Path]));
        _directory.Dispose();
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : errors.Trim();
    }
}
