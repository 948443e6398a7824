using MoCluster.Client.Transport;

namespace MoCluster.Client;

/// <summary>
/// The objects of the organisation, a property for each type: <c>mo.Objects.People</c>, <c>mo.Objects.Engagements</c>. Each reads, creates, updates,
/// terminates and deletes. All of them together are imported and exported.
/// </summary>
public sealed partial class MoObjects
{
    private readonly MoTransport _transport;
    private readonly Dictionary<string, MoObjectReader<UntypedValues, UntypedFilter>> _untyped;

    /// <summary>The names of the types, which are the routing keys of their events: <c>person</c>, <c>org_unit</c>.</summary>
    public IReadOnlyCollection<string> Types => _untyped.Keys;

    /// <summary>Reads objects of a type that is known only at run time. Their values are JSON.</summary>
    /// <param name="type">The name of the type, for example <c>person</c>.</param>
    /// <exception cref="ArgumentException">There is no such type.</exception>
    public MoObjectReader<UntypedValues, UntypedFilter> OfType(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return _untyped.GetValueOrDefault(type)
            ?? throw new ArgumentException($"There is no type '{type}'; there are {string.Join(", ", Types)}.", nameof(type));
    }

    /// <summary>Exports objects with their whole histories, also deleted ones, as of now: a line of JSON for each (docs/import.md).</summary>
    /// <param name="options">Which types, and who is told how far it is.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    /// <returns>The lines. An object mostly comes after those to which it refers.</returns>
    /// <exception cref="MoException">The server refused, could not be reached in time, or cut the export off.</exception>
    public IAsyncEnumerable<string> ExportAsync(ExportOptions? options = null, CancellationToken cancellationToken = default) =>
        new ExportRun(_transport, options ?? new ExportOptions()).ReadLinesAsync(cancellationToken);

    /// <summary>Exports objects into a file.</summary>
    /// <param name="destination">The file. After an exception it is not whole.</param>
    /// <param name="options">Which types, and who is told how far it is.</param>
    /// <param name="cancellationToken">Ends the export.</param>
    /// <returns>How many objects were exported.</returns>
    /// <exception cref="MoException">The server refused, could not be reached in time, or cut the export off.</exception>
    public Task<long> ExportAsync(Stream destination, ExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return new ExportRun(_transport, options ?? new ExportOptions()).CopyAsync(destination, cancellationToken);
    }

    /// <summary>
    /// Imports a file: a line of JSON for each object, as an export writes them, or as they are written by hand (docs/import.md). A refused line stops no
    /// other. When the connection breaks, a file that can seek is sent again and goes on where it stopped.
    /// </summary>
    /// <param name="file">The file, from its position on.</param>
    /// <param name="options">Who is told how far it is and which lines were refused, and how it is done.</param>
    /// <param name="cancellationToken">Ends the import. What is done stays done.</param>
    /// <returns>What became of the lines. The whole file was imported, apart from refused lines.</returns>
    /// <exception cref="MoException">
    /// The server refused, ended the import early, or could not be reached often enough. What is done stays done; the same file under the same id goes on.
    /// </exception>
    public Task<ImportResult> ImportAsync(Stream file, ImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new ImportRun(_transport, ImportSource.Of(file), options ?? new ImportOptions()).RunAsync(cancellationToken);
    }

    /// <summary>
    /// Imports lines as they come. They are sent once: an import that is interrupted is for the caller to begin again. What the lines throw comes through.
    /// </summary>
    /// <param name="lines">The lines, each the JSON of an object without a line break.</param>
    /// <param name="options">Who is told how far it is and which lines were refused, and how it is done.</param>
    /// <param name="cancellationToken">Ends the import. What is done stays done.</param>
    /// <inheritdoc cref="ImportAsync(Stream, ImportOptions?, CancellationToken)" path="/*[self::returns or self::exception]"/>
    public Task<ImportResult> ImportAsync(IAsyncEnumerable<string> lines, ImportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return new ImportRun(_transport, ImportSource.Of(lines), options ?? new ImportOptions()).RunAsync(cancellationToken);
    }
}
