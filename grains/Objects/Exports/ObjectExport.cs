using System.Buffers;
using System.Collections.Immutable;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage.Objects;

namespace MoCluster.Grains.Objects.Exports;

/// <summary>
/// Writes objects with their whole histories, as lines that an import reads. Deleted objects are among them: their last registration says so.
/// </summary>
/// <remarks>
/// The export shows every object as of one instant. It has each registration that was answered before that instant, and none that is later by
/// its time. A change that is being committed at that very instant may be in it or not. Memory is bounded: a page of objects, and a page of
/// the registrations of each. Of types whose objects refer to each other (classes, organisation units) the uuids are remembered too.
/// </remarks>
/// <param name="store">The store that is read.</param>
/// <param name="options">The sizes of pages.</param>
public sealed class ObjectExport(IObjectStore store, ExportOptions options)
{
    /// <summary>How many registrations of one object are read at once. Most objects have fewer.</summary>
    private const int HistoryLength = 32;

    /// <summary>Writes the objects of types.</summary>
    /// <param name="types">The types.</param>
    /// <param name="until">The instant of which the objects are shown.</param>
    /// <param name="target">Gets the lines.</param>
    /// <param name="flush">Passes on what was written, and waits while the reader is slow.</param>
    /// <param name="cancellation">Ends the export.</param>
    public async Task WriteAsync(
        ImmutableArray<TypeDefinition> types, DateTimeOffset until, IBufferWriter<byte> target, Func<ValueTask> flush, CancellationToken cancellation)
    {
        foreach (var group in ExportOrder.Of(types))
        {
            if (ExportOrder.RefersToItself(group))
                await WriteOrderedAsync(group, until, target, flush, cancellation);
            else
            {
                foreach (var type in group)
                {
                    await foreach (var page in PagesAsync(type, cancellation))
                        await WriteAsync(page, until, target, flush, cancellation);
                }
            }
        }
    }

    /// <summary>
    /// Writes objects that refer to each other: in each round those whose references were all written before, and at last those that refer to each
    /// other in a circle, as units that changed places do.
    /// </summary>
    private async Task WriteOrderedAsync(
        ImmutableArray<TypeDefinition> group, DateTimeOffset until, IBufferWriter<byte> target, Func<ValueTask> flush, CancellationToken cancellation)
    {
        var written = new HashSet<ObjectKey>();
        int before;
        do
        {
            before = written.Count;
            await WriteRoundAsync(row => IsReady(row, group, written));
        }
        while (written.Count > before);
        await WriteRoundAsync(_ => true);

        async Task WriteRoundAsync(Func<ObjectRow, bool> isDue)
        {
            foreach (var type in group)
            {
                await foreach (var page in PagesAsync(type, cancellation))
                {
                    ImmutableArray<ObjectRow> due = [.. page.Where(row => !written.Contains(row.Object) && isDue(row))];
                    await WriteAsync(due, until, target, flush, cancellation);
                    written.UnionWith(due.Select(row => row.Object));
                }
            }
        }
    }

    private static bool IsReady(ObjectRow row, ImmutableArray<TypeDefinition> group, HashSet<ObjectKey> written)
    {
        var type = group.First(type => type.Name == row.Object.Type);
        var references = StateReferences.Of(ObjectStateCodec.Decode(type, row.State.AsSpan()));
        return references.All(reference => reference.Target == row.Object
            || group.All(other => other.Name != reference.Target.Type) || written.Contains(reference.Target));
    }

    private async IAsyncEnumerable<ImmutableArray<ObjectRow>> PagesAsync(
        TypeDefinition type, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        Guid? after = null;
        while (true)
        {
            var page = await store.ListObjectsAsync(new ObjectQuery(type.Name, options.PageLength, after), cancellation);
            yield return page;
            if (page.Length < options.PageLength)
                yield break;
            after = page[^1].Object.Uuid;
        }
    }

    private async Task WriteAsync(
        ImmutableArray<ObjectRow> rows, DateTimeOffset until, IBufferWriter<byte> target, Func<ValueTask> flush, CancellationToken cancellation)
    {
        for (var at = 0; at < rows.Length; at += options.Concurrency)
        {
            var some = rows.Slice(at, Math.Min(options.Concurrency, rows.Length - at));
            var histories = await Task.WhenAll(some.Select(row =>
                store.ReadRegistrationsAsync(row.Object, 0, HistoryLength, cancellation).AsTask()));
            for (var i = 0; i < some.Length; i++)
                await WriteAsync(some[i].Object, histories[i], until, target, flush, cancellation);
            await flush();
        }
    }

    private async Task WriteAsync(
        ObjectKey key,
        ImmutableArray<RegistrationRow> first,
        DateTimeOffset until,
        IBufferWriter<byte> target,
        Func<ValueTask> flush,
        CancellationToken cancellation)
    {
        if (first.IsEmpty || first[0].Time > until)
            return;
        ExportWriter.Begin(target, key);
        for (var page = first; ; page = await store.ReadRegistrationsAsync(key, page[^1].Number, HistoryLength, cancellation))
        {
            foreach (var row in page)
            {
                if (row.Time > until)
                {
                    ExportWriter.End(target);
                    return;
                }
                ExportWriter.Write(target, row, isFirst: row.Number == 1);
            }
            if (page.Length < HistoryLength)
                break;
            await flush();
        }
        ExportWriter.End(target);
    }
}
