using MoCluster.Disks;
using MoCluster.Stores.Sqlite.Files;

namespace MoCluster.Faults.Sqlite;

/// <summary>The files of the embedded store on a disk that loses power.</summary>
/// <param name="mount">The process whose store it is.</param>
internal sealed class MountedFiles(DiskMount mount) : IDatabaseFiles
{
    /// <inheritdoc/>
    public string Vfs => mount.Vfs;

    /// <inheritdoc/>
    public void CreateDirectory(string directory)
    {
    }

    /// <inheritdoc/>
    public IDisposable Lock(string path) => new MemoryStream();

    /// <inheritdoc/>
    public ISmallFile Open(string path)
    {
        if (mount.Read(path) is null)
            mount.Write(path, []);
        return new SmallFile(mount, path);
    }

    private sealed class SmallFile(DiskMount mount, string path) : ISmallFile
    {
        public int Read(Span<byte> buffer)
        {
            var all = mount.Read(path).AsSpan();
            var part = all[..Math.Min(all.Length, buffer.Length)];
            part.CopyTo(buffer);
            return part.Length;
        }

        public void Write(ReadOnlySpan<byte> bytes) => mount.Write(path, bytes);

        public void Dispose()
        {
        }
    }
}
