using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Objects;

namespace MoCluster.Grains.Objects.Imports;

/// <summary>
/// Remembers how far an import came. What it stores may be behind what was committed, never before it: a line that is imported once more is
/// unchanged.
/// </summary>
/// <param name="state">What is stored.</param>
[GrainType("mo.import")]
public sealed class ImportGrain([PersistentState("mo.import")] IPersistentState<ImportState> state) : Grain, IImportGrain
{
    /// <inheritdoc/>
    public async Task<Outcome<long>> BeginAsync(Guid run)
    {
        state.State.Run = run;
        await state.WriteStateAsync();
        return state.State.Done;
    }

    /// <inheritdoc/>
    public async Task<Outcome<long>> ReportAsync(Guid run, long done)
    {
        if (state.State.Run != run)
            return Superseded;
        state.State.Done = done;
        await state.WriteStateAsync();
        return done;
    }

    /// <inheritdoc/>
    public async Task<Outcome<long>> CompleteAsync(Guid run)
    {
        if (state.State.Run != run)
            return Superseded;
        await state.ClearStateAsync();
        DeactivateOnIdle();
        return 0;
    }

    private static Refusal Superseded { get; } = new(
        RefusalCode.Conflict, "Another request goes on with this import. This one ended; what it committed stays.");
}
