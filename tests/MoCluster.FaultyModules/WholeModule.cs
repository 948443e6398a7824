using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MoCluster.Modules;

namespace Faulty;

/// <summary>A module that loads, and takes all that a constructor can take. It says what it got when it is asked for a refusal.</summary>
public sealed class WholeModule(
    IConfiguration settings, ILogger plain, ILogger<WholeModule> log, ILoggerFactory logs, IHttpClientFactory http, TimeProvider time)
    : ITriggerModule, IDisposable
{
    public void Register(ITriggerRegistrar triggers)
    {
        triggers.On("say", EventType.OnBefore, RoleType.Employee, RequestType.Create, SayAsync);
        triggers.On("off", EventType.OnBefore, RoleType.Employee, RequestType.Create, (_, _) => throw new TriggerRefusedException("I am disabled."));
        plain.LogWarning("registered {Off} and {On}", triggers.IsEnabled("off"), triggers.IsEnabled("WholeModule.say"));
    }

    public void Dispose() => log.LogWarning("disposed");

    private ValueTask SayAsync(TriggerContext trigger, CancellationToken cancellation)
    {
        using var client = http.CreateClient();
        throw new TriggerRefusedException($"{settings["say:WHAT"]} {logs is not null} {time == TimeProvider.System} {client.Timeout.TotalSeconds}");
    }
}
