namespace MoCluster.Client;

/// <summary>
/// How far an import is. The server's numbers come while it answers: over HTTP/1.1 that is after the whole file was sent, until when <paramref name="Sent"/>
/// tells how far it is, since the server takes lines no faster than it imports them.
/// </summary>
/// <param name="Sent">How many lines were sent.</param>
/// <param name="Read">The last line that the server read.</param>
/// <param name="Done">The line up to which everything is decided and durable.</param>
/// <param name="Created">How many objects were created, or created again after a deletion.</param>
/// <param name="Changed">How many objects got further registrations.</param>
/// <param name="Unchanged">
/// How many objects were already as their lines say. Where the file was sent again, lines that were done just before the interruption count here once more.
/// </param>
/// <param name="Failed">How many lines were refused.</param>
/// <param name="AfterTriggerFailures">How many after triggers failed. What they were told is done.</param>
public readonly record struct ImportProgress(
    long Sent, long Read, long Done, long Created, long Changed, long Unchanged, long Failed, long AfterTriggerFailures);
