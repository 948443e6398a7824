using MoCluster.GrainInterfaces;
using MoCluster.Grains.Objects.Exports;
using MoCluster.Grains.Objects.Imports;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Application;

/// <summary>Limits how many imports and exports run at a time, since each needs memory and reads or writes as fast as it can.</summary>
/// <param name="imports">The limit of imports.</param>
/// <param name="exports">The limit of exports.</param>
internal sealed class TransferSlots(ImportOptions imports, ExportOptions exports)
{
    private int _imports;
    private int _exports;

    /// <summary>Takes a slot for an import.</summary>
    /// <returns>The slot; disposing it gives it back.</returns>
    /// <exception cref="RefusedException">All slots are taken.</exception>
    public IDisposable TakeImport() => Take(ref _imports, imports.MaxImports, "imports", () => Interlocked.Decrement(ref _imports));

    /// <summary>Takes a slot for an export.</summary>
    /// <returns>The slot; disposing it gives it back.</returns>
    /// <exception cref="RefusedException">All slots are taken.</exception>
    public IDisposable TakeExport() => Take(ref _exports, exports.MaxExports, "exports", () => Interlocked.Decrement(ref _exports));

    private static Slot Take(ref int taken, int most, string what, Action giveBack)
    {
        if (Interlocked.Increment(ref taken) <= most)
            return new Slot(giveBack);
        giveBack();
        throw Refusals.ToException(new Refusal(
            RefusalCode.Overloaded, $"{most} {what} run at this process already. Try again when one has ended.", Retriable: true));
    }

    private sealed class Slot(Action giveBack) : IDisposable
    {
        private Action? _giveBack = giveBack;

        public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
    }
}
