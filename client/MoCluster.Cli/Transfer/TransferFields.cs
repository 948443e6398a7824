using MoCluster.Cli.Output;
using MoCluster.Client;

namespace MoCluster.Cli.Transfer;

/// <summary>What is shown of an import.</summary>
internal static class TransferFields
{
    /// <summary>The fields of an import that is done.</summary>
    public static IReadOnlyList<Field<ImportResult>> Import { get; } =
    [
        new("id", one => one.Id),
        new("read", one => one.Totals.Read),
        new("created", one => one.Totals.Created) { Colour = one => one.Totals.Created > 0 ? "green" : null },
        new("changed", one => one.Totals.Changed) { Colour = one => one.Totals.Changed > 0 ? "green" : null },
        new("unchanged", one => one.Totals.Unchanged),
        new("failed", one => one.Totals.Failed) { Colour = one => one.Totals.Failed > 0 ? "red" : null },
        new("after_trigger_failures", one => one.Totals.AfterTriggerFailures) { Colour = one => one.Totals.AfterTriggerFailures > 0 ? "olive" : null },
        new("resumptions", one => one.Resumptions),
    ];

    /// <summary>The fields of a line that was refused.</summary>
    public static IReadOnlyList<Field<ImportRefusal>> Refusal { get; } =
    [
        new("line", one => one.Line),
        new("code", one => one.Code),
        new("message", one => one.Message),
        new("path", one => one.Path),
        new("retriable", one => one.IsRetriable),
    ];
}
