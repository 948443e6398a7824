namespace Orleans.Core;

/// <summary>Reads, writes and clears one stored state.</summary>
public interface IStorage
{
    /// <summary>The storage's mark of the version that was read or written last.</summary>
    string? Etag { get; }

    /// <summary>Whether the storage holds a record.</summary>
    bool RecordExists { get; }

    /// <summary>Removes the record.</summary>
    /// <returns>Completes when it is gone.</returns>
    Task ClearStateAsync();

    /// <summary>Writes the state whole.</summary>
    /// <returns>Completes when it is stored.</returns>
    Task WriteStateAsync();

    /// <summary>Reads the state anew.</summary>
    /// <returns>Completes when it is read.</returns>
    Task ReadStateAsync();
}
