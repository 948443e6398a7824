using System.Text;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>
/// Reads the files that OS2mo's programs for exports and insights write: those of the folders <c>exports</c> and <c>insights</c> of a configured folder. Without
/// one there are no files.
/// </summary>
/// <param name="options">Where the folders are, and how large a file may be.</param>
internal sealed class FileStores(FilesOptions options)
{
    /// <summary>The names of the stores.</summary>
    public static IReadOnlyList<string> Names { get; } = ["EXPORTS", "INSIGHTS"];

    /// <summary>Lists the files of a store, by their names.</summary>
    /// <param name="store">The name of the store.</param>
    /// <param name="names">Only files with one of these names; null for all.</param>
    /// <param name="part">Only files whose names contain this; null for all.</param>
    public IReadOnlyList<StoredFile> List(string store, IReadOnlyList<string>? names, string? part)
    {
        if (FolderOf(store) is not { } folder || !Directory.Exists(folder))
            return [];
        return
        [
            .. new DirectoryInfo(folder).EnumerateFiles().Select(file => file.Name)
                .Where(name => (names is null || names.Contains(name)) && (part is null || name.Contains(part, StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal).Select(name => new StoredFile(store, name)),
        ];
    }

    /// <summary>Reads a file as text.</summary>
    /// <param name="file">One of the listed files.</param>
    /// <param name="cancellation">Ends the read.</param>
    public async ValueTask<string> ReadTextAsync(StoredFile file, CancellationToken cancellation) =>
        Encoding.UTF8.GetString(await ReadAsync(file, cancellation));

    /// <summary>Reads a file as base64.</summary>
    /// <param name="file">One of the listed files.</param>
    /// <param name="cancellation">Ends the read.</param>
    public async ValueTask<string> ReadBase64Async(StoredFile file, CancellationToken cancellation) =>
        Convert.ToBase64String(await ReadAsync(file, cancellation));

    private async ValueTask<byte[]> ReadAsync(StoredFile file, CancellationToken cancellation)
    {
        var found = new FileInfo(Path.Combine(FolderOf(file.Store)!, file.Name));
        if (!found.Exists)
            throw Refusals.ToException(new Refusal(RefusalCode.NotFound, $"The file {file.Name} was there when files were listed, and is gone."));
        return found.Length <= options.MaxBytes
            ? await File.ReadAllBytesAsync(found.FullName, cancellation)
            : throw Refusals.InvalidInput(
                $"The file {file.Name} has {found.Length} bytes; Files:MaxBytes allows {options.MaxBytes}.", "filter.file_names");
    }

    private string? FolderOf(string store) => options.Directory is { } directory ? Path.Combine(directory, store.ToLowerInvariant()) : null;
}
