using MoCluster.Grains.Objects.Imports;

namespace MoCluster.Silo.Application;

/// <summary>What an import needs of the process.</summary>
/// <param name="Objects">Imports objects.</param>
/// <param name="Slots">Limits how many imports run.</param>
/// <param name="Progress">Knows how far earlier runs of an import came.</param>
/// <param name="Options">The limits.</param>
/// <param name="Time">Measures when to tell progress.</param>
/// <param name="Log">Logs what goes wrong.</param>
internal sealed record ImportHost(
    ObjectImport Objects, TransferSlots Slots, ImportProgress Progress, ImportOptions Options, TimeProvider Time, ILogger<ImportHost> Log);
