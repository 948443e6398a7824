using MoCluster.Client;
using MoCluster.Client.Hosting;

namespace NewIntegration;

/// <summary>Handles events of persons. An event may come twice, so handling it twice must be the same as handling it once.</summary>
public sealed class PersonHandler(ILogger<PersonHandler> log) : IMoHandler
{
    /// <inheritdoc />
    public async Task<MoOutcome> HandleAsync(MoEvent changed, CancellationToken cancellationToken)
    {
        log.LogInformation("Person {Person} changed, in event {Number}", changed.SubjectUuid, changed.Number);

        // Do the work here. When it throws, the event comes again later, and is parked with the reason after MaxAttempts deliveries (appsettings.json).
        await Task.Yield();
        return MoOutcome.Done;
    }
}
