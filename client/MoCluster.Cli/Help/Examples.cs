using System.CommandLine;
using MoCluster.Cli.Invocation;

namespace MoCluster.Cli.Help;

/// <summary>The examples that the help of each verb prints. A test runs each of them in this order.</summary>
internal static class Examples
{
    /// <summary>All examples. <c>$TOKEN</c> is the token of an event that <c>mocluster fetch</c> printed.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "mocluster health",
        "mocluster namespaces declare orders --public",
        "mocluster namespaces",
        "mocluster listeners declare orders placed billing --lease 30s --max-attempts 5",
        "mocluster send orders placed order-1 order-2 order-3 --priority 5",
        "mocluster listeners --namespace orders",
        "mocluster listeners --watch 2s",
        "mocluster listeners status billing",
        "mocluster fetch billing --wait 5s",
        "mocluster touch \"$TOKEN\" --lease 10m",
        "mocluster nack \"$TOKEN\" --delay 1h --reason \"the printer is out of paper\"",
        "mocluster rerun billing --subject order-1",
        "mocluster park \"$TOKEN\" --reason \"no such customer\"",
        "mocluster parked billing",
        "mocluster replay billing --subject order-2",
        "mocluster silence billing --subject order-3",
        "mocluster unsilence billing --subject order-3",
        "mocluster ack \"$TOKEN\"",
        "mocluster listeners pause billing --reason \"the invoices are being checked\"",
        "mocluster listeners resume billing",
        "mocluster rewind billing beginning",
        "mocluster rewind billing 2026-01-31T08:00:00Z",
        "mocluster listen orders placed --from beginning --count 3",
        "mocluster listen MO person engagement",
        "mocluster listen --listener billing --count 1 --ack",
        "mocluster listeners delete billing --pending",
        "mocluster namespaces delete orders",
        "mocluster triggers --failing",
        "mocluster import people.jsonl --dry-run",
        "mocluster import people.jsonl --id first-load",
        "mocluster objects find person --user-key ane",
        "mocluster objects find person --query \"Ane Berg\" --on 2026-01-31",
        "mocluster objects get person 23d2dfc7-6ceb-47cf-97ed-db6beadcb09b --on 2026-01-31",
        "mocluster objects history person 23d2dfc7-6ceb-47cf-97ed-db6beadcb09b",
        "mocluster export people.jsonl --type person",
        "mocluster bench --events 1000",
        "mocluster context add production --server https://mo.example.org --token-file token.txt",
        "mocluster context",
        "mocluster context select production",
        "mocluster context remove production",
        "mocluster completion bash",
    ];

    /// <summary>The examples of a command, without those of its subcommands.</summary>
    /// <param name="command">The command.</param>
    public static IReadOnlyList<string> Of(Command command) =>
        [.. All.Where(example => IsOf(example, command) && !command.Subcommands.Any(subcommand => IsOf(example, subcommand)))];

    private static bool IsOf(string example, Command command) => $"{example} ".StartsWith($"{ToolCommand.PathOf(command)} ", StringComparison.Ordinal);
}
