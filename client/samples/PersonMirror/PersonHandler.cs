using Microsoft.Extensions.Logging;
using MoCluster.Client;
using MoCluster.Client.Hosting;
using Npgsql;

namespace MoCluster.Samples.PersonMirror;

/// <summary>
/// Writes a person as it is now, in one statement. A crash before the statement, after it, or before the acknowledgement brings the event again, and the same
/// statement is run again.
/// </summary>
public sealed partial class PersonHandler(MoClient mo, NpgsqlDataSource database, ILogger<PersonHandler> log) : IMoHandler
{
    /// <inheritdoc />
    public async Task<MoOutcome> HandleAsync(MoEvent changed, CancellationToken cancellationToken)
    {
        // What is read is at least as new as the event.
        var person = await mo.Objects.People.GetAsync(changed.SubjectUuid, cancellationToken: cancellationToken);
        await PersonTable.WriteAsync(database, changed.SubjectUuid, person, changed.Number, cancellationToken);
        Mirrored(log, changed.SubjectUuid, changed.Number);
        return MoOutcome.Done;
    }

    [LoggerMessage(1, LogLevel.Information, "mirrored {Person} as of event {Number}")]
    private static partial void Mirrored(ILogger log, Guid person, long number);
}
